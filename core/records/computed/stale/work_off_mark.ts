import { systemActor } from '#engine/access/index.ts'
import type { CompiledApplication } from '#engine/compile/compiled.ts'
import type { CompiledReader, Hop } from '#engine/compile/dependents/compiled_dependents.ts'
import type { JobHandler } from '#core/jobs/index.ts'
import type { Transaction } from '#core/storage/index.ts'
import type { RecordEnvironment } from '../../environment.ts'
import { closeUnaudited, underHead } from '../../write/under_head.ts'
import { openContext } from '../../write/write_context.ts'
import type { WriteContext } from '../../write/write_context.ts'
import { backtrack, hold } from '../change/backtrack.ts'
import { workOff } from '../change/follow_dependents.ts'
import { PendingRecords } from '../change/pending_records.ts'
import { noteWholeRecords } from '../whole/whole_records.ts'
import { entityOfWay, isLoaded } from './fill_computed.ts'
import type { MarkKey } from './marks.ts'

interface Mark {
  readonly fields: string
  readonly place: string
  readonly round: number | string
}

/**
 * Computes the records behind a mark, in batches by id; the mark moves on with each batch and goes
 * at the end. One that was set again meanwhile begins again, so what is left is true.
 */
export function workOffMark(environment: RecordEnvironment): JobHandler {
  return {
    isCancellable: false,
    async run(job) {
      const key = job.payload as unknown as MarkKey
      for (let isMore = true; isMore;) {
        const step = (inside: RecordEnvironment) =>
          job.step(async (t, size) => {
            const context = openContext(inside, inside.registry.current(), t, systemActor)
            const count = await oneBatch(context, key, size)
            await closeUnaudited(context)
            isMore = count !== null
            return { done: job.done + (count ?? 0) }
          })
        await underHead(environment, step)
      }
    },
  }
}

/** @returns how many records were looked at; null when the mark is gone */
async function oneBatch(context: WriteContext, key: MarkKey, size: number): Promise<number | null> {
  const { t } = context
  const where = 'way = ? AND hop = ? AND target = ?'
  const named = [key.way, key.hop, key.target]
  const [mark] = await t.all<Mark>(
    `SELECT fields, place, round FROM computed_stale WHERE ${where}`,
    named
  )
  if (!mark) return null
  const ids = await computeBehind(context, key, mark, size)
  const last = ids.at(-1)
  if (last === undefined || ids.length < size) {
    const gone = await t.run(`DELETE FROM computed_stale WHERE ${where} AND round = ?`, [
      ...[...named, Number(mark.round)],
    ])
    return gone === 1 ? null : ids.length
  }
  await t.run(`UPDATE computed_stale SET place = ? WHERE ${where} AND round = ?`, [
    ...[last, ...named, Number(mark.round)],
  ])
  return ids.length
}

async function computeBehind(
  context: WriteContext,
  key: MarkKey,
  mark: Mark,
  size: number
): Promise<string[]> {
  const { t, application } = context
  const entity = entityOfWay(application, key.way)
  const pending = new PendingRecords(application)
  if (entity) {
    if (!(await isLoaded(t, application, JSON.parse(mark.fields) as string[]))) {
      throw new Error('the release is not in force in this process yet')
    }
    const table = t.dialect.quote(entity.table)
    const ids = await page(t, `SELECT "id" AS id FROM ${table} WHERE 1 = 1`, 'id', {
      ...{ bindings: [], place: mark.place, size },
    })
    await noteWholeRecords(context, entity, ids, pending)
    await workOff(context, pending, { isJob: true })
    return ids
  }
  const reader = readerOf(application, key.way)
  // A way that no release takes any more has nobody behind it.
  if (!reader) return []
  const ids = await behindHop(t, application, reader.hops[key.hop]!, key.target, {
    ...{ place: mark.place, size },
  })
  if (ids.length > 0) await computeReaders(context, { reader, hop: key.hop, ids }, pending)
  return ids
}

async function computeReaders(
  context: WriteContext,
  { reader, hop, ids }: { reader: CompiledReader; hop: number; ids: readonly string[] },
  pending: PendingRecords
): Promise<void> {
  const { t, application } = context
  const { fields } = reader
  const from = { ids, hop: hop - 1, most: pending.most(ids.length) }
  if (hop > 0) await hold(t, application, reader.hops[hop]!.from, ids)
  const found = hop > 0 ? await backtrack(t, application, reader, from) : { ids }
  if ('crowd' in found) pending.noteStale({ reader, fields, ...found.crowd })
  else pending.noteFields(reader, fields, found.ids)
  await pending.resolveRoots(t)
  await workOff(context, pending, { isJob: true })
}

function readerOf({ dependents }: CompiledApplication, way: string): CompiledReader | undefined {
  return [...dependents.readers.values()].flat().find(({ id }) => id === way)
}

/** The next records that take a hop to the target, by id. */
function behindHop(
  t: Transaction,
  application: CompiledApplication,
  hop: Hop,
  target: string,
  from: { place: string; size: number }
): Promise<string[]> {
  const { quote } = t.dialect
  const paged = { ...from, bindings: [target] }
  if (hop.field?.linkTable != null) {
    const [own, other] = hop.kind === 'back' ? ['target', 'owner'] : ['owner', 'target']
    const table = quote(hop.field.linkTable)
    return page(t, `SELECT "${own}" AS id FROM ${table} WHERE "${other}" = ?`, own!, paged)
  }
  const table = quote(application.entities.get(hop.from)!.table)
  const sql = `SELECT "id" AS id FROM ${table} WHERE ${quote(hop.column!)} = ?`
  return page(t, sql, 'id', paged)
}

async function page(
  t: Transaction,
  sql: string,
  column: string,
  { bindings, place, size }: { bindings: readonly unknown[]; place: string; size: number }
): Promise<string[]> {
  const after = place === '' ? '' : ` AND "${column}" > ?`
  const rows = await t.all<{ id: string }>(
    `${sql}${after} ORDER BY "${column}" LIMIT ${size}`,
    place === '' ? bindings : [...bindings, place]
  )
  return rows.map(({ id }) => id)
}
