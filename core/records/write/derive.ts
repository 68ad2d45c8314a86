/**
 * What follows from the values: defaults of a new record or row, then formulas. Pure, given the
 * related records; runs again when some were missing.
 */
import type { CompiledEntity, CompiledField } from '#engine/compile/compiled.ts'
import type { Fault } from '#engine/errors.ts'
import { toValue } from '#engine/expressions/index.ts'
import type { CompiledExpression } from '#engine/expressions/index.ts'
import { pointerTo } from '#engine/problems.ts'
import { isBlank } from '#engine/values.ts'
import type { Value, Values } from '#engine/values.ts'
import { gatherOwnRows } from '../computed/gather/own_rows.ts'
import { recordInvalid } from '../errors.ts'
import { rowsOf } from '../history/changes.ts'
import { completeValue } from './complete_value.ts'
import { expressionContext } from './expression_context.ts'
import type { NamedRecords } from './expression_context.ts'
import { formulaOrder } from './formula_order.ts'
import { mergeGiven } from './merge_given.ts'
import type { Draft, Merged } from './merge_given.ts'
import type { Given, GivenValues } from './normalise.ts'
import type { WriteContext } from './write_context.ts'

export interface Derivation {
  readonly entity: CompiledEntity
  /** The record the body is laid over: the one before, or a blank one. */
  readonly base: Values
  readonly before: Values | null
  readonly given: Given
}

/** The record as it would be, with the faults of what could not be computed or merged. */
export function derive(context: WriteContext, derivation: Derivation): Merged {
  const { entity, base, before, given } = derivation
  const merged = mergeGiven(entity, context.entityOf, base, given)
  const faults: Fault[] = [...merged.faults]
  giveDefaults(context, entity, merged.record, { isNew: before === null, given, old: before })
  const { record, paths } = merged
  faults.push(
    ...computeFormulas({ context, entity, root: record, old: before, paths, base: given.base })
  )
  return { ...merged, faults }
}

/**
 * Writes every formula, and every rollup over own rows, into the record and its rows; the faults are
 * results that do not fit.
 *
 * @param isKept fields that keep the value they have
 */
export function computeFormulas(
  tree: RecordTree,
  isKept: (field: CompiledField) => boolean = () => false
): Fault[] {
  const { context, entity } = tree
  const faults: Fault[] = []
  for (const { place, field } of formulaOrder(context.application, entity)) {
    if (isKept(field)) continue
    forEachRow(tree, place, (named, path) => {
      const { value, fits } = resultOf(context, field, named)
      ;(named.record as Draft)[field.key] = value
      if (!fits) faults.push(overflow(field, pointerTo(path, field.key)))
    })
  }
  return faults
}

function resultOf(context: WriteContext, field: CompiledField, named: NamedRecords) {
  if (field.rollup) return gatherOwnRows(context, field, named)
  const parsed = computed(context, field, field.formula!, named)
  const value = parsed.ok && !isBlank(parsed.value) ? parsed.value : null
  return { value, fits: parsed.ok }
}

/** Defaults fill what the body does not name; a field given as blank stays blank. */
function giveDefaults(
  context: WriteContext,
  entity: CompiledEntity,
  record: Draft,
  state: { isNew: boolean; given: GivenValues; old: Values | null; parent?: NamedRecords }
): void {
  const { isNew, given, old, parent } = state
  const named: NamedRecords = { entity, record, old, ...(parent ? { parent } : {}) }
  for (const field of isNew ? entity.stored : []) {
    if (given.values.has(field.key) || !isBlank(record[field.key])) continue
    record[field.key] = defaultOf(context, field, named)
  }
  for (const field of entity.children) {
    const child = context.entityOf(field.childEntity!)
    const rows = new Map(rowsOf(record, field).map((row) => [row.id, row]))
    for (const { id, isNew: isNewRow, isRemoved, given: own } of given.rows.get(field.key) ?? []) {
      const row = isRemoved ? undefined : rows.get(id)
      const inner = { isNew: isNewRow, given: own, old: null, parent: named }
      if (row) giveDefaults(context, child, row as Draft, inner)
    }
  }
}

function defaultOf(context: WriteContext, field: CompiledField, named: NamedRecords): Value {
  const parsed = field.defaultExpression
    ? computed(context, field, field.defaultExpression, named)
    : field.type.parse(field.defaultValue ?? null, field)
  const complete = parsed.ok ? completeValue(field, parsed.value) : parsed
  return complete.ok && !isBlank(complete.value) ? complete.value : null
}

/** The result of an expression in the form of the field's values. */
function computed(
  context: WriteContext,
  field: CompiledField,
  expression: CompiledExpression,
  named: NamedRecords
) {
  const result = expression.evaluate(expressionContext(context, named))
  return field.type.parse(toValue(result, scaleOf(field)), field)
}

/** Digits after the point of a field whose values are decimals in text; null for whole numbers. */
function scaleOf(field: CompiledField): number | null {
  return field.type.parse('0', field).ok ? field.scale : null
}

/** A record and where to find the rows of its sub-tables. */
export interface RecordTree {
  readonly context: WriteContext
  readonly entity: CompiledEntity
  readonly root: Values
  readonly old: Values | null
  readonly paths: ReadonlyMap<string, string>
  readonly base: string
}

/** Visits the record ([]) or every row of one of its sub-tables, with the pointer faults have. */
export function forEachRow(
  tree: RecordTree,
  place: readonly string[],
  visit: (named: NamedRecords, path: string) => void
): void {
  const { context, old, paths } = tree
  const descend = (named: NamedRecords, path: string, [key, ...rest]: readonly string[]): void => {
    if (key === undefined) return visit(named, path)
    const field = named.entity.fields.get(key)!
    const child = context.entityOf(field.childEntity!)
    const earlier = new Map(rowsOf(named.old ?? null, field).map((row) => [row.id, row]))
    rowsOf(named.record, field).forEach((row, index) => {
      const at = paths.get(String(row.id)) ?? pointerTo(path, key, index)
      const before = earlier.get(row.id ?? null) ?? null
      descend({ entity: child, record: row, parent: named, old: before }, at, rest)
    })
  }
  descend({ entity: tree.entity, record: tree.root, old }, tree.base, place)
}

/** A result has more digits than its field may have. */
export function overflow(field: CompiledField, path: string): Fault {
  const texts = {
    zh: `“${field.title}”的计算结果超出范围`,
    en: `the result of "${field.title}" is out of range`,
  }
  return recordInvalid({ keyword: 'digits', ...texts }, path)
}
