import { pointerTo } from '#engine/problems.ts'
import { baseOf } from './dictionary.ts'
import { compileSource, compileSwitch } from './linking/compile_source.ts'
import { numberOf, objectOf, textOf, textsOf, wordOf } from './reading/shape.ts'
import type {
  CompiledEntity,
  CompiledForm,
  FormFieldNode,
  FormLayoutNode,
  FormNode,
} from './compiled.ts'
import type { CompileContext, Definition } from './context.ts'
import type { Members } from './reading/shape.ts'

/** One form being compiled. */
interface FormMaking {
  readonly definition: Definition
  readonly entity: CompiledEntity
  readonly context: CompileContext
  /** Fields placed so far. */
  readonly placed: Set<string>
}

/** A form (表单): which fields, how arranged, with what linkage. Null when its entity is unknown. */
export function compileForm(definition: Definition, context: CompileContext): CompiledForm | null {
  const { document } = definition
  const entity = context.entities.get(textOf(document.entity) ?? '')
  if (!entity) return null
  const making: FormMaking = { definition, entity, context, placed: new Set() }
  const terminals = textsOf(document.terminals) as ('pc' | 'mobile')[]
  return {
    ...baseOf(definition),
    entity: entity.key,
    terminals: terminals.length > 0 ? terminals : ['pc', 'mobile'],
    nodes: compileNodes(objectOf(document.schema).properties, '/schema/properties', making),
  }
}

function compileNodes(properties: unknown, pointer: string, making: FormMaking): FormNode[] {
  return Object.entries(objectOf(properties)).flatMap(([key, value]): FormNode[] => {
    const raw = objectOf(value)
    const at = pointerTo(pointer, key)
    if (raw.type === 'void') return [layoutNode(key, raw, at, making)]
    return making.entity.fields.has(key) ? fieldNode(key, raw, at, making) : []
  })
}

function layoutNode(id: string, raw: Members, pointer: string, making: FormMaking): FormLayoutNode {
  return {
    kind: 'layout',
    id,
    component: wordOf(raw['x-component'], ['Section', 'Tabs', 'Tab', 'Columns', 'Note']),
    title: textOf(raw.title) ?? null,
    text: textOf(raw['x-text']) ?? null,
    columns: numberOf(raw['x-columns']) ?? 1,
    visible: switchOf(raw, 'x-visible', pointer, making),
    nodes: compileNodes(raw.properties, pointerTo(pointer, 'properties'), making),
  }
}

function fieldNode(
  key: string,
  raw: Members,
  pointer: string,
  making: FormMaking
): FormFieldNode[] {
  if (making.placed.has(key)) {
    making.context.problems.report(making.definition, {
      code: 'E_DEFINITION_DUPLICATE_ID',
      pointer,
      message: `字段“${key}”在表单中出现了两次`,
      fix: '删去其中一个',
    })
    return []
  }
  making.placed.add(key)
  checkSubtable(key, raw, pointer, making)
  return [
    {
      kind: 'field',
      field: key,
      title: textOf(raw.title) ?? null,
      span: numberOf(raw['x-span']) ?? null,
      columns: Array.isArray(raw['x-columns']) ? textsOf(raw['x-columns']) : null,
      totals: textsOf(raw['x-totals']),
      visible: switchOf(raw, 'x-visible', pointer, making),
      readonly: switchOf(raw, 'x-readonly', pointer, making),
      required: switchOf(raw, 'x-required', pointer, making),
      value: valueOf(key, raw, pointer, making),
    },
  ]
}

function switchOf(raw: Members, word: string, pointer: string, making: FormMaking) {
  return compileSwitch(raw[word], { ...making, pointer: pointerTo(pointer, word) })
}

function valueOf(key: string, raw: Members, pointer: string, making: FormMaking) {
  const source = textOf(raw['x-value'])
  const field = making.entity.fields.get(key)
  if (source === undefined || !field) return null
  const place = { ...making, pointer: pointerTo(pointer, 'x-value') }
  return compileSource(source, field.type.valueType(field), place)
}

/** Columns and totals are those of a sub-table; only numbers can be totalled. */
function checkSubtable(key: string, raw: Members, pointer: string, making: FormMaking): void {
  const field = making.entity.fields.get(key)
  const report = (at: string, message: string, fix: string) =>
    making.context.problems.report(making.definition, {
      ...{ code: 'E_DEFINITION_FORM', pointer: at, message, fix },
    })
  if (field?.type.name !== 'children') {
    for (const word of ['x-columns', 'x-totals']) {
      if (raw[word] === undefined) continue
      report(pointerTo(pointer, word), `“${key}”不是子表，不能有 ${word}`, `删去 ${word}`)
    }
    return
  }
  const child = making.context.entities.get(field.childEntity ?? '')
  textsOf(raw['x-totals']).forEach((name, index) => {
    const total = child?.fields.get(name)
    if (!total || total.type.valueType(total).kind === 'number') return
    const at = pointerTo(pointer, 'x-totals', index)
    report(at, `“${total.title}”不是数字，不能合计`, '从 x-totals 中删去')
  })
}
