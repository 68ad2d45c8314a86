/**
 * Life of what depends on a write, in the same transaction:
 *
 *   note        what changed means to rollups over it, and who reads it from elsewhere
 *   backtrack   from what changed to the records that read it; too many of them are left to a job
 *   recompute   the records that come first in the order of dependency, locked by their ids
 *
 * and again with what those changed, until nothing is left. The graph has no circles and trees have
 * none, so it ends. Marks and jobs come last, behind every record (architecture.md law 6).
 */
import type { CompiledApplication, CompiledEntity } from '#engine/compile/compiled.ts'
import type { CompiledReader } from '#engine/compile/dependents/compiled_dependents.ts'
import { Refusal } from '#engine/errors.ts'
import type { WriteContext, WrittenChange } from '../../write/write_context.ts'
import { markStale } from '../stale/marks.ts'
import { backtrack } from './backtrack.ts'
import { noteContributions } from './contributions.ts'
import { PendingRecords } from './pending_records.ts'
import { recompute } from './recompute.ts'
import { hasChanged, rowPairs } from './row_pairs.ts'
import type { RowPair } from './row_pairs.ts'

export interface Following {
  /** Rows that were there before what they link to: new records are looked for from the other side. */
  readonly isImport?: boolean
  /** A job has nobody to refuse anything to: what does not fit stays blank. */
  readonly isJob?: boolean
}

/**
 * @returns every record that was written, by the command or by what follows from it here
 * @throws E_RECORD_INVALID when what would be computed has too many digits
 */
export async function followDependents(
  context: WriteContext,
  following: Following = {}
): Promise<readonly WrittenChange[]> {
  const written = context.written.splice(0)
  const pending = new PendingRecords(context.application, written.length)
  await noteChanges(context, written, pending, following)
  return [...written, ...(await workOff(context, pending, following))]
}

/**
 * Computes what is pending, in the order of dependency, and what follows from it; marks what is left.
 *
 * @returns what it wrote
 */
export async function workOff(
  context: WriteContext,
  pending: PendingRecords,
  following: Following = {}
): Promise<readonly WrittenChange[]> {
  const all: WrittenChange[] = []
  for (let next = pending.take(); next !== null; next = pending.take()) {
    const entity = context.entityOf(next.entity)
    const { changed, faults } = await recompute(context, entity, next.records)
    if (faults.length > 0 && following.isJob !== true) throw new Refusal(faults)
    const written = changed.map((change) => ({ entity, ...change }))
    all.push(...written)
    await noteChanges(context, written, pending, {})
  }
  await markStale(context, pending.takeStale())
  return all
}

async function noteChanges(
  context: WriteContext,
  written: readonly WrittenChange[],
  pending: PendingRecords,
  { isImport = false }: Following
): Promise<void> {
  const { application, entityOf } = context
  const read = new Map<CompiledReader, { ids: Set<string>; keys: Set<string> }>()
  for (const { entity, before, after } of written) {
    if (!isRead(application, entity)) continue
    for (const pair of rowPairs(entity, { before, after }, entityOf)) {
      noteContributions(application, pair, pending.note)
      if (isImport || pair.before !== null) noteReaders(application, pair, read)
    }
  }
  for (const [reader, { ids, keys }] of read) {
    await findReaders(context, reader, { ids: [...ids], keys }, pending)
  }
  await pending.resolveRoots(context.t)
}

function noteReaders(
  { dependents }: CompiledApplication,
  pair: RowPair,
  read: Map<CompiledReader, { ids: Set<string>; keys: Set<string> }>
): void {
  if (pair.after === null) return
  for (const reader of dependents.readers.get(pair.entity.key) ?? []) {
    const keys = reader.keys.filter((key) => hasChanged(pair, key))
    if (keys.length === 0) continue
    const known = read.get(reader) ?? { ids: new Set<string>(), keys: new Set<string>() }
    known.ids.add(pair.id)
    for (const key of keys) known.keys.add(key)
    read.set(reader, known)
  }
}

async function findReaders(
  context: WriteContext,
  reader: CompiledReader,
  changed: { ids: readonly string[]; keys: ReadonlySet<string> },
  pending: PendingRecords
): Promise<void> {
  const fields = reader.fields.filter(({ keys }) => keys.some((key) => changed.keys.has(key)))
  const { ids } = changed
  const from = { ids, most: pending.most(ids.length) }
  const found = await backtrack(context.t, context.application, reader, from)
  if ('crowd' in found) pending.noteStale({ reader, fields, ...found.crowd })
  else pending.noteFields(reader, fields, found.ids)
}

const known = new WeakMap<CompiledEntity, boolean>()

/** Whether anything depends on records of the entity or rows of its sub-tables. */
function isRead(application: CompiledApplication, entity: CompiledEntity): boolean {
  let answer = known.get(entity)
  if (answer === undefined) {
    const { rollups, readers } = application.dependents
    answer =
      rollups.has(entity.key) ||
      readers.has(entity.key) ||
      entity.children.some((field) =>
        isRead(application, application.entities.get(field.childEntity!)!)
      )
    known.set(entity, answer)
  }
  return answer
}
