import type { CompiledEntity, CompiledField } from '#engine/compile/compiled.ts'
import type { Fault } from '#engine/errors.ts'
import { pointerTo } from '#engine/problems.ts'
import type { Value, Values } from '#engine/values.ts'
import type { StoredRecord } from '../../storage/row_codec.ts'
import { rowsOf } from '../../history/changes.ts'
import { computeFormulas, overflow } from '../../write/derive.ts'
import { namesRead } from '../../write/formula_order.ts'
import { loadRows, withChildren } from '../../write/load_rows.ts'
import { RelatedRecords } from '../../write/related_records.ts'
import type { WriteContext } from '../../write/write_context.ts'
import { gatherRows } from '../gather/gather_rows.ts'
import { applyEffect } from './apply_effect.ts'
import type { Effect } from './contributions.ts'
import { persistRecomputed } from './persist_recomputed.ts'

type Draft = Record<string, Value>

/** What happens to one rollup of a record, or of a row of its sub-tables. */
export interface RowEffect {
  readonly entity: string
  readonly row: string
  readonly field: CompiledField
  readonly effect: Effect
}

/** Records of one entity to be computed again, with what is known of their rollups. */
export type Pending = ReadonlyMap<string, readonly RowEffect[]>

export interface Recomputed {
  readonly before: StoredRecord
  readonly after: StoredRecord
}

/**
 * Computes records again: rollups by what became of them, then every formula. Locks them first, in
 * the order of their ids; writes those that changed, as a revision of its own.
 *
 * @returns the records that changed, and the results that do not fit their fields (left blank)
 */
export async function recompute(
  context: WriteContext,
  entity: CompiledEntity,
  pending: Pending
): Promise<{ changed: Recomputed[]; faults: Fault[] }> {
  // What is read through relations may have changed since the command read it.
  const fresh = { ...context, related: new RelatedRecords(context.t, context.entityOf) }
  const before = await loadPending(fresh, entity, pending, true)
  const { drafts, faults } = await computeAgain(fresh, entity, before, pending)
  const changed = before.map((record, n) => ({ before: record, after: drafts[n]! }))
  return { changed: await persistRecomputed(fresh, entity, changed), faults }
}

/** The records with what their computed fields read of their own: sub-tables and links. */
export async function loadPending(
  context: WriteContext,
  entity: CompiledEntity,
  pending: Pending,
  lock: boolean
): Promise<StoredRecord[]> {
  const rows = await loadRows(context.t, entity, [...pending.keys()], lock)
  return isPlain(context, entity) ? rows : withChildren(context.t, entity, context.entityOf, rows)
}

/** Whether nothing is computed but rollups of the record itself. */
function isPlain(context: WriteContext, entity: CompiledEntity): boolean {
  const hasComputed = (of: CompiledEntity): boolean =>
    of.stored.some((field) => field.formula !== null || field.rollup !== null) ||
    of.children.some((field) => hasComputed(context.entityOf(field.childEntity!)))
  return (
    entity.formulas.length === 0 &&
    !entity.children.some((field) => hasComputed(context.entityOf(field.childEntity!)))
  )
}

/** The records as they must be now; nothing is written. */
export async function computeAgain(
  context: WriteContext,
  entity: CompiledEntity,
  before: readonly StoredRecord[],
  pending: Pending
): Promise<{ drafts: StoredRecord[]; faults: Fault[] }> {
  const drafts = before.map((record) => copyOf(entity, record, context.entityOf))
  const rollupFaults = await giveRollups(context, entity, drafts, pending)
  const formulaFaults = await context.related.gather(() =>
    drafts.flatMap((root, n) => {
      const paths = new Map<string, string>()
      return computeFormulas({ context, entity, root, old: before[n]!, paths, base: '' }, isPassing)
    })
  )
  return { drafts, faults: [...rollupFaults, ...formulaFaults] }
}

/** A formula over the clock, the actor or the change itself is computed when its record is saved. */
export function isPassing(field: CompiledField): boolean {
  return (
    field.formula !== null &&
    namesRead(field).some((name) => name.startsWith('$') || name.startsWith('old.'))
  )
}

async function giveRollups(
  context: WriteContext,
  entity: CompiledEntity,
  drafts: readonly Draft[],
  pending: Pending
): Promise<Fault[]> {
  const faults: Fault[] = []
  const whole = new Map<CompiledField, { entity: string; rows: Map<string, Draft> }>()
  for (const draft of drafts) {
    const rows = rowsById(entity, draft, context.entityOf)
    for (const { entity: of, row, field, effect } of pending.get(String(draft.id)) ?? []) {
      const at = rows.get(row)
      if (!at) continue
      const result = applyEffect(field, at[field.key] ?? null, effect)
      if (result === null) {
        const known = whole.get(field) ?? { entity: of, rows: new Map<string, Draft>() }
        known.rows.set(row, at)
        whole.set(field, known)
        continue
      }
      at[field.key] = result.value
      if (!result.fits) faults.push(overflow(field, pointerTo('', field.key)))
    }
  }
  for (const [field, { entity: of, rows }] of whole) {
    const holder = context.entityOf(of)
    const reader = { executor: context.t, dialect: context.t.dialect }
    const ids = [...rows.keys()]
    const values = await gatherRows(reader, context.application, { entity: holder, field }, ids)
    for (const [id, at] of rows) at[field.key] = values.get(id) ?? null
  }
  return faults
}

/** The record and every row of its sub-tables, by id. */
function rowsById(
  entity: CompiledEntity,
  record: Values,
  entityOf: (key: string) => CompiledEntity
): Map<string, Draft> {
  const found = new Map<string, Draft>([[String(record.id), record as Draft]])
  for (const field of entity.children) {
    const child = entityOf(field.childEntity!)
    for (const row of rowsOf(record, field)) {
      for (const [id, one] of rowsById(child, row, entityOf)) found.set(id, one)
    }
  }
  return found
}

/** A record whose rows can be written to. */
function copyOf<T extends Values>(
  entity: CompiledEntity,
  record: T,
  entityOf: (key: string) => CompiledEntity
): T {
  const copy: Draft = { ...record }
  for (const field of entity.children) {
    if (record[field.key] === undefined) continue
    const child = entityOf(field.childEntity!)
    copy[field.key] = rowsOf(record, field).map((row) => copyOf(child, row, entityOf))
  }
  return copy as T
}
