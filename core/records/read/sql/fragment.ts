import { actorValues, dateIn } from '#engine/access/index.ts'
import type { Actor } from '#engine/access/index.ts'
import { operandValue } from '#engine/filters/index.ts'
import type { FilterEnvironment, Operand } from '#engine/filters/index.ts'
import type { CompiledField } from '#engine/compile/compiled.ts'
import { holdsIds } from '#engine/filters/index.ts'
import type { Value } from '#engine/values.ts'
import type { Dialect } from '#core/storage/index.ts'
import { isId } from '../../storage/ids.ts'

/**
 * A piece of SQL and what its `?` stand for, in order. Text is made from names of the definitions
 * and fixed words alone; whatever comes from a request is a binding.
 */
export interface Fragment {
  readonly sql: string
  readonly bindings: readonly Binding[]
}

/** A bound value, or an operand whose value is known only when the statement is sent. */
export type Binding = unknown

/** An operand of a filter, turned into a bound parameter when the statement is sent. */
export class LateBinding {
  readonly operand: Operand
  readonly field: CompiledField
  readonly list: boolean
  /** Of a polymorphic link its id as the column has it, or the whole as memory has it. */
  readonly part: 'id' | 'whole'

  constructor(operand: Operand, field: CompiledField, list: boolean, part: 'id' | 'whole' = 'id') {
    this.operand = operand
    this.field = field
    this.list = list
    this.part = part
  }
}

/** What operands may ask for: who acts, and where expressions read. */
export type OperandSource = Pick<FilterEnvironment, 'actorValue' | 'expressionContext'>

/** What operands ask for at one instant; expressions that read a record have SQL instead. */
export function operandSource(actor: Actor, now: Date): OperandSource {
  const actorValue = actorValues(actor, now)
  const [at, today] = [now.toISOString(), dateIn(actor.zone, now)]
  const expressionContext = { now: at, today, me: actor.userId, zone: actor.zone }
  return { actorValue, expressionContext: { ...expressionContext, read: () => null } }
}

export function fragment(sql: string, ...bindings: Binding[]): Fragment {
  return { sql, bindings }
}

/** Fragments one after the other. */
export function join(parts: readonly (Fragment | string)[], separator = ''): Fragment {
  if (parts.length === 1 && typeof parts[0] !== 'string') return parts[0]!
  const bindings: Binding[] = []
  const texts = parts.map((part) => {
    if (typeof part === 'string') return part
    for (const binding of part.bindings) bindings.push(binding)
    return part.sql
  })
  return { sql: texts.join(separator), bindings }
}

/** All of the conditions; `null` stands for none. */
export function allOf(conditions: readonly (Fragment | null)[]): Fragment {
  const given = conditions.filter((condition) => condition !== null)
  return given.length === 0 ? fragment('1 = 1') : join(given, ' AND ')
}

/** The bound parameters of a statement, for one actor at one instant. */
export function bindingsOf(of: Fragment, source: OperandSource, dialect: Dialect): unknown[] {
  return of.bindings.map((binding) =>
    binding instanceof LateBinding ? boundOperand(binding, source, dialect) : binding
  )
}

function boundOperand(binding: LateBinding, source: OperandSource, dialect: Dialect): unknown {
  const { operand, field, list } = binding
  const value = operandValue(operand, field, source)
  // The operand of an equality may be a list itself, where the field holds lists.
  const isOne = operand.kind === 'literal' || !Array.isArray(value)
  const values = (isOne ? [value] : value) as readonly Value[]
  const isWhole = binding.part === 'whole'
  const bound = values.map((item) => (isWhole ? item : boundValue(item, field, dialect)))
  return list ? dialect.listBinding(bound.filter((item) => item !== null)) : (bound[0] ?? null)
}

/** What is no id equals no id; PostgreSQL would refuse to compare it. */
function boundValue(value: Value, field: CompiledField, dialect: Dialect): unknown {
  if (value === null) return null
  if (holdsIds(field) && field.entityColumn === null && !isId(value)) return null
  return field.type.toColumn(value, dialect.name, field)
}
