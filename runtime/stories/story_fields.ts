import { fieldTypes } from '#engine/fields/index.ts'
import type { RuntimeField, RuntimeForm, RuntimeNode } from '#engine/presentation/shapes.ts'

/** A field with the least said about it. */
export function storyField(
  key: string,
  type: string,
  more: Partial<RuntimeField> = {}
): RuntimeField {
  return {
    ...{
      key,
      entity: 'story.record',
      type,
      title: key,
      description: null,
      valueType: fieldTypes.get(type)?.resultType ?? type,
    },
    ...{ required: false, readOnly: false, scale: 2, minLength: null, maxLength: null },
    ...{ pattern: null, minimum: null, maximum: null, minItems: null, maxItems: null },
    ...{ options: null, target: null, targetTitleField: null, targets: [], childFields: null },
    ...{ formula: null, check: null, defaultValue: null, defaultExpression: null },
    ...more,
  }
}

type FieldNode = Extract<RuntimeNode, { kind: 'field' }>

export function storyNode(field: string, more: Partial<FieldNode> = {}): FieldNode {
  return {
    ...{ kind: 'field', field, title: null, span: null, columns: null, totals: [] },
    ...{ visible: null, readonly: null, required: null, value: null },
    ...more,
  } as FieldNode
}

export function storySection(title: string, nodes: RuntimeNode[]): RuntimeNode {
  const id = `s_${title}`
  return {
    ...{ kind: 'layout' as const, id, component: 'Section' as const, title, text: null },
    ...{ columns: 2, visible: null, nodes },
  }
}

export function storyForm(
  fields: RuntimeField[],
  nodes: RuntimeNode[] = fields.map((field) => storyNode(field.key))
): RuntimeForm {
  return {
    ...{ release: 'r1', entity: 'story.record', title: '检验项目', form: null },
    ...{ titleField: fields[0]?.key ?? 'name', fields, nodes, transitions: [], related: [] },
    can: { create: true, update: true, delete: true },
    createFields: fields.filter((field) => !field.readOnly).map((field) => field.key),
  }
}
