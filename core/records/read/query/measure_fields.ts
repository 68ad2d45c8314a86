/**
 * Measures seen as fields of a record, one for each group, so that `having` is a filter like any
 * other: one grammar, one way into SQL. Their columns are `a0`, `a1` … of the grouped statement.
 */
import type { CompiledEntity, CompiledField } from '#engine/compile/compiled.ts'
import { fieldTypes, fromScaledInteger, parseExactDecimal } from '#engine/fields/index.ts'
import type { FieldType } from '#engine/fields/index.ts'
import { coreActorNames, fieldOfStep } from '#engine/filters/index.ts'
import type { FilterContext } from '#engine/filters/index.ts'
import type { Dialect } from '#core/storage/index.ts'
import type { ReadContext } from '../read_context.ts'
import type { Measure } from './measures.ts'

/** Digits an average has after the point beyond those of its field; the last is rounded half up. */
export const averageDigits = 4

/** What `having` may name: the measures by their `as`. */
export function havingContext(
  measures: readonly Measure[],
  context: Pick<ReadContext, 'entity' | 'scope'>
): FilterContext {
  const group = groupEntity(measures, context)
  return {
    entity: group,
    entityOf: () => group,
    codesOf: () => null,
    actorNames: coreActorNames,
    readable: (_, field) => group.fields.has(field),
  }
}

/** A group as a record whose fields are its measures. */
export function groupEntity(
  measures: readonly Measure[],
  { entity, scope }: Pick<ReadContext, 'entity' | 'scope'>
): CompiledEntity {
  const fields = measures.map((one, i) => [one.as, measureField(one, i, scope.dialect)] as const)
  return { ...entity, fields: new Map(fields) }
}

/** The n-th measure as a field: how its value is compared, bound and answered. */
export function measureField(measure: Measure, index: number, dialect: Dialect): CompiledField {
  const column = { key: measure.as, title: measure.as, column: `a${index}` }
  const count = fieldOfStep({ field: null, key: 'rev' })
  if (measure.of === null) return { ...count, ...column }
  const { member: _, ...source } = fieldOfStep(measure.of.steps.at(-1)!)
  const plain = { ...source, ...column, lookup: null }
  switch (measure.do) {
    case 'count':
    case 'count_distinct':
      return { ...count, ...column }
    case 'sum':
      return { ...plain, type: exactNumber(dialect) }
    case 'avg':
      return { ...plain, type: exactNumber(dialect), scale: source.scale + averageDigits }
    default:
      return plain
  }
}

/** A decimal of any size; its column is what `sumKey` and `averageKey` give. */
function exactNumber(dialect: Dialect): FieldType {
  return {
    ...fieldTypes.get('decimal')!,
    parse: (given, field) => parseExactDecimal(given, field.scale),
    toColumn: (value, _, field) =>
      value === null ? null : dialect.numberKey(scaledUnits(String(value), field.scale)),
    fromColumn: (stored, _, field) =>
      stored === null || stored === undefined
        ? null
        : fromScaledInteger(dialect.numberOfKey(stored), field.scale),
  }
}

/** "12.5" at scale 2 -> 1250n. */
function scaledUnits(text: string, scale: number): bigint {
  const [whole = '0', fraction = ''] = text.split('.')
  return BigInt(whole + fraction.padEnd(scale, '0'))
}
