import { nodesOf } from './linkage.ts'
import type { ISchema } from '@formily/json-schema'
import type { RuntimeField, RuntimeForm, RuntimeNode } from '#engine/presentation/shapes.ts'

type FieldNode = Extract<RuntimeNode, { kind: 'field' }>
type LayoutNode = Extract<RuntimeNode, { kind: 'layout' }>

/** The functions a form's nodes are given; Formily calls them, nothing else is run. */
export interface BridgeFunctions {
  /** Keeps a field's state in step with the form's expressions. */
  fieldReaction(field: RuntimeField, node: FieldNode): (target: never) => void
  layoutReaction(node: LayoutNode): ((target: never) => void) | null
  validator(field: RuntimeField): (value: unknown, rule: unknown, context: unknown) => string | null
}

/** Name of a layout node beside fields, whose keys begin with a letter. */
export const layoutName = (id: string) => `_${id}`

/**
 * Makes Formily's schema from a form. Only texts of the definition, keys and our own functions go
 * in: no option, no value, no expression, so that there is nothing for Formily to compile.
 * A sub-table is one field of no type: with `array` Formily would make a field of every cell.
 */
export function formilySchema(form: RuntimeForm, functions: BridgeFunctions): ISchema {
  const fields = new Map(form.fields.map((field) => [field.key, field]))
  return {
    type: 'object',
    properties: properties(form.nodes, fields, functions, { columns: 2, title: null }),
  }
}

type Fields = ReadonlyMap<string, RuntimeField>
/** The layout node a field stands in. */
type Around = Pick<LayoutNode, 'columns' | 'title'>

function properties(
  nodes: readonly RuntimeNode[],
  fields: Fields,
  functions: BridgeFunctions,
  around: Around
): Record<string, ISchema> {
  const made: Record<string, ISchema> = {}
  nodes.forEach((node, index) => {
    if (node.kind === 'layout') {
      made[layoutName(node.id)] = { ...layout(node, fields, functions), 'x-index': index }
      return
    }
    const field = fields.get(node.field)
    if (field) made[field.key] = { ...input(field, node, functions, around), 'x-index': index }
  })
  return made
}

function layout(node: LayoutNode, fields: Fields, functions: BridgeFunctions): ISchema {
  const reaction = functions.layoutReaction(node)
  const { title, text, columns } = node
  return {
    'type': 'void',
    'x-component': node.component,
    'x-component-props': { title, text, columns },
    ...(reaction ? { 'x-reactions': [reaction as never] } : {}),
    'properties': properties(node.nodes, fields, functions, { columns, title }),
  }
}

function input(
  field: RuntimeField,
  node: FieldNode,
  functions: BridgeFunctions,
  around: Around
): ISchema {
  const title = node.title ?? field.title
  // A section made for one sub-table has its title: once is enough.
  const isNamed = field.childFields !== null && title === around.title
  return {
    title,
    'description': field.description ?? undefined,
    'x-decorator': 'FormItem',
    'x-decorator-props': { span: spanOf(field, node, around.columns), isNamed },
    'x-component': field.childFields ? 'ChildrenGrid' : 'FieldBox',
    'x-component-props': { name: field.key },
    'x-reactions': [functions.fieldReaction(field, node) as never],
    'x-validator': [{ triggerType: 'onBlur', validator: functions.validator(field) as never }],
  }
}

/** Types that need the width of the form. */
const wide = new Set(['longtext', 'richtext', 'json', 'address', 'schedule'])

/** Columns a field takes: what the form says, all of them for what needs room, else one. */
export function spanOf(field: RuntimeField, node: FieldNode, columns: number): number {
  if (node.span !== null) return Math.min(node.span, columns)
  return wide.has(field.type) || field.childFields ? columns : 1
}

/** Fields that the form's nodes show. */
export function shownFields(form: RuntimeForm): Set<string> {
  return new Set([...nodesOf(form.nodes)].flatMap((n) => (n.kind === 'field' ? [n.field] : [])))
}
