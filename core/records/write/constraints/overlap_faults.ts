import type { CompiledEntity, CompiledPeriods } from '#engine/compile/compiled.ts'
import type { Fault } from '#engine/errors.ts'
import { matches } from '#engine/filters/index.ts'
import { pointerTo } from '#engine/problems.ts'
import { isBlank } from '#engine/values.ts'
import type { Values } from '#engine/values.ts'
import { recordOverlap } from '../../errors.ts'
import { rowCodec } from '../../storage/row_codec.ts'
import { filterEnvironment } from '../expression_context.ts'
import type { WriteContext } from '../write_context.ts'
import { periodRules } from './constraint_owners.ts'

/** A record before and after a command; `base` points to it in the body. */
export interface Proposal {
  readonly before: Values | null
  readonly after: Values
  readonly base: string
}

/**
 * Periods [from, to) that a record would share with another. Asked only when the command gives the
 * record a period it did not have: an overlap that was there before holds up no other change.
 */
export async function overlapFaults(
  context: WriteContext,
  entity: CompiledEntity,
  { before, after, base }: Proposal
): Promise<Fault[]> {
  const faults: Fault[] = []
  for (const { mine, others } of periodRules(context.application, entity)) {
    if (!takesUp(context, mine, after)) continue
    if (before !== null && isSamePeriod(context, mine, before, after)) continue
    const fields = [...mine.per, mine.from, mine.to]
    const titles = fields.map((key) => entity.fields.get(key)?.title ?? key)
    for (const other of others) {
      if (!(await isTaken(context, { mine, other }, after))) continue
      const { key, title } = context.entityOf(other.entity)
      const told = { fields, titles, entity: key, title }
      faults.push(recordOverlap(told, pointerTo(base, mine.from)))
    }
  }
  return faults
}

/** Whether a record takes up anything: dates and instants are compared as the texts they are. */
function takesUp(context: WriteContext, side: CompiledPeriods, record: Values): boolean {
  const [from, to] = [record[side.from] ?? null, record[side.to] ?? null]
  if ((record.deleted_at ?? null) !== null || isBlank(from)) return false
  if (side.per.some((key) => isBlank(record[key] ?? null))) return false
  if (!isBlank(to) && String(from) >= String(to)) return false
  if (side.where === null) return true
  const entity = context.entityOf(side.entity)
  return matches(side.where, record, filterEnvironment(context, { entity, record }))
}

function isSamePeriod(
  context: WriteContext,
  side: CompiledPeriods,
  before: Values,
  after: Values
): boolean {
  if (!takesUp(context, side, before)) return false
  const names = [...side.per, side.from, side.to]
  return names.every((key) => (before[key] ?? null) === (after[key] ?? null))
}

/** Whether a record of the other side takes up the same meanwhile. */
async function isTaken(
  context: WriteContext,
  { mine, other }: { mine: CompiledPeriods; other: CompiledPeriods },
  record: Values
): Promise<boolean> {
  const { t } = context
  const entity = context.entityOf(other.entity)
  const codec = rowCodec(entity, t.dialect)
  const [from, to] = [codec.column(other.from), codec.column(other.to)]
  const begin = codec.bound(other.from, record[mine.from] ?? null)
  const until = record[mine.to] ?? null
  const per = other.per.map((key, n) => codec.bound(key, record[mine.per[n]!] ?? null))
  const ends = isBlank(until) ? [] : [codec.bound(other.from, until)]
  const rows = await t.all(
    `SELECT ${codec.columns.join(', ')} FROM ${t.dialect.quote(entity.table)} ` +
      `WHERE ${other.per.map((key) => `${codec.column(key)} = ?`).join(' AND ')} ` +
      `AND "id" <> ? AND "deleted_at" IS NULL AND (${to} IS NULL OR ${to} > ?)` +
      (ends.length > 0 ? ` AND ${from} < ?` : ''),
    [...per, record.id, begin, ...ends]
  )
  return rows.some((row) => takesUp(context, other, codec.values(row)))
}
