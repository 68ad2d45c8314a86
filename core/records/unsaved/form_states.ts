import type {
  CompiledEntity,
  CompiledField,
  CompiledForm,
  FormNode,
} from '#engine/compile/compiled.ts'
import { toValue } from '#engine/expressions/index.ts'
import type { CompiledExpression } from '#engine/expressions/index.ts'
import { knownExpression } from '#engine/presentation/index.ts'
import type { Value, Values } from '#engine/values.ts'
import { expressionContext } from '../write/expression_context.ts'
import type { WriteContext } from '../write/write_context.ts'
import { seenContext } from './seen_context.ts'

/** What the conditions of a form say about one field now. */
export interface FieldState {
  visible: boolean
  readonly: boolean
  required: boolean
  /** Codes that may be chosen, of a field that has a list of them. */
  options?: string[]
}

export interface FormStates {
  fields: Record<string, FieldState>
  /** Groups of the form by their ids. */
  layouts: Record<string, { visible: boolean }>
}

interface Formed {
  readonly entity: CompiledEntity
  readonly form: CompiledForm
  /** The record as the actor may know it. */
  readonly record: Values
  readonly old: Values | null
}

/** The conditions of the form's fields and groups, as far as the actor may know what they read. */
export async function formStates(context: WriteContext, formed: Formed): Promise<FormStates> {
  const { entity, form } = formed
  const { access, application } = context
  const action = formed.old === null ? 'create' : 'update'
  return context.related.gather(() => {
    const evaluate = evaluator(context, formed)
    const holds = (given: CompiledExpression | boolean | null, otherwise: boolean) => {
      if (typeof given === 'boolean') return given
      const known = given && knownExpression(given, entity, { application, access })
      return known ? evaluate(given!) === true : otherwise
    }
    const states: FormStates = { fields: {}, layouts: {} }
    for (const node of nodesOf(form.nodes)) {
      if (node.kind === 'layout') {
        states.layouts[node.id] = { visible: holds(node.visible, true) }
        continue
      }
      const field = entity.fields.get(node.field)!
      if (!access.readable(entity, field.key)) continue
      const isLocked = field.readOnly || !access.writable(entity, action, field.key)
      const readonly = isLocked || holds(node.readonly, false)
      states.fields[field.key] = {
        visible: holds(node.visible, true),
        readonly,
        required: !readonly && (field.required || holds(node.required, false)),
        ...optionsOf(context, field, formed.record[field.key] ?? null),
      }
    }
    return states
  })
}

/** What `x-value` of the form's fields gives, in the form of the fields' values. */
export async function formValues(
  context: WriteContext,
  formed: Formed
): Promise<Map<string, Value>> {
  const { entity, form } = formed
  const { access, application } = context
  const action = formed.old === null ? 'create' : 'update'
  return context.related.gather(() => {
    const evaluate = evaluator(context, formed)
    const values = new Map<string, Value>()
    for (const node of nodesOf(form.nodes)) {
      if (node.kind === 'layout' || !node.value) continue
      const field = entity.fields.get(node.field)!
      const isKnown = knownExpression(node.value, entity, { application, access }) !== null
      if (field.readOnly || !isKnown || !access.writable(entity, action, field.key)) continue
      const parsed = field.type.parse(toValue(evaluate(node.value), field.scale), field)
      if (parsed.ok) values.set(field.key, parsed.value)
    }
    return values
  })
}

function evaluator(context: WriteContext, { entity, record, old }: Formed) {
  const seen = expressionContext(seenContext(context), { entity, record, old })
  return (expression: CompiledExpression) => expression.evaluate(seen)
}

function* nodesOf(nodes: readonly FormNode[]): Generator<FormNode> {
  for (const node of nodes) {
    yield node
    if (node.kind === 'layout') yield* nodesOf(node.nodes)
  }
}

/** An item that is off stays only where it stands. */
function optionsOf(
  { application }: WriteContext,
  field: CompiledField,
  value: Value
): { options?: string[] } {
  const dictionary = application.dictionaries.get(field.dictionary ?? '')
  if (!dictionary) return {}
  const held: readonly unknown[] = Array.isArray(value) ? value : [value]
  const items = [...dictionary.byCode.values()]
  return { options: items.filter((one) => !one.off || held.includes(one.code)).map((o) => o.code) }
}
