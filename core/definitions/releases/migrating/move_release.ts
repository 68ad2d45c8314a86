/**
 * The life of a release that moves many values, behind the request that asked for it. Nothing else
 * is published meanwhile:
 *
 *   agreement   every process fills the new columns
 *   convert     the values that are there
 *   verify      what writers left blank meanwhile
 *   fill        defaults of required fields, replacements of codes
 *   switch      the release is the head; what is left to fill goes along
 *   settle      verify once more, for writers that ended behind the switch
 *   undo        on the way back: what later releases filled in is taken out
 *   refill      on the way back: what is blank again, and required here
 *
 * Where it cannot be the head, what it filled in is taken out again, and that is told (abandon). Each
 * piece is a transaction that keeps its place: after a crash the next process goes on where this one
 * was.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { Database, Transaction } from '#core/storage/index.ts'
import { DefinitionsInvalid } from '../../definitions_invalid.ts'
import { deleteDrafts } from '../../drafts/draft_store.ts'
import type { CheckShape } from '../../registry/load_release.ts'
import type { Registry } from '../../registry/registry.ts'
import type { ApplySchema, MoveTables } from '../migration.ts'
import { dropComing, readNames, recordNames } from '../physical_names.ts'
import { makeHead, nextPhase, readHeadMark } from '../release_store.ts'
import { allReport } from './heartbeats.ts'
import { writtenField } from '../fills.ts'
import { fieldsOf, movePiece } from './move_piece.ts'
import type { Pass, Place } from './move_piece.ts'
import { endMove, readMove } from './move_store.ts'
import type { ReleaseMove } from './move_store.ts'
import { loadTarget } from './move_target.ts'
import type { MoveTarget } from './move_target.ts'

/** As much of a job of the queue as a move needs. */
export interface MoveJob {
  readonly payload: unknown
  readonly place: unknown
  step(
    work: (t: Transaction, size: number) => Promise<{ place?: Place; done?: number }>
  ): Promise<unknown>
}

export interface MoveEnvironment {
  database: Database
  registry: Registry
  checkShape: CheckShape
  applySchema: ApplySchema
  tables: MoveTables
}

/** What follows each pass; the switch is followed by `settle`, or by `abandon`. */
const following: Readonly<Record<Exclude<Pass, 'abandon'>, Place['pass'] | null>> = {
  ...{ convert: 'verify', verify: 'fill', fill: 'switch' },
  ...{ settle: 'undo', undo: 'refill', refill: null },
}

/** @throws what the database does; the queue tries again from the last place */
export async function moveRelease(environment: MoveEnvironment, job: MoveJob): Promise<void> {
  const { database, registry, checkShape, tables } = environment
  const { release } = job.payload as { release: string }
  const move = await readMove(database.read, release)
  if (!move || move.state === 'failed') return
  const target = await loadTarget(database.read, checkShape, move)
  await registry.refresh()
  await agreement(database)
  let place = (job.place as Place | null) ?? begin('convert')
  for (;;) {
    const { pass } = place
    if (pass === 'switch') {
      place = await switchTo(environment, job, { target, since: place.since })
      await registry.refresh()
    } else if (place.field < fieldsOf(target, pass)) {
      place = await piece(environment, job, { target, place: { ...place, pass } })
    } else if (pass === 'abandon') {
      return database.tx((t) => giveUp(t, move, place.failure!))
    } else {
      const next = following[pass]
      if (next === null) break
      const since = next === 'fill' ? await tables.written(database.read) : place.since
      place = begin(next, since)
    }
  }
  await database.tx((t) => endMove(t, release, { state: 'done', failure: null }))
}

function begin(pass: Place['pass'], since = 0, failure: string | null = null): Place {
  return { pass, field: 0, after: null, since, failure }
}

const agreedWithin = 60_000

/** Waits until every live process runs what is recorded now. */
async function agreement(database: Database): Promise<void> {
  const until = Date.now() + agreedWithin
  while (Date.now() < until) {
    const mark = await readHeadMark(database.read)
    if (!mark || (await allReport(database, mark))) return
    await pause(200)
  }
  throw new Error('not every process reports the phase before: the move waits for the next attempt')
}

async function piece(
  { tables, registry }: MoveEnvironment,
  job: MoveJob,
  { target, place }: { target: MoveTarget; place: Place & { pass: Pass } }
): Promise<Place> {
  let next: Place = place
  await job.step(async (t, size) => {
    next = await movePiece(tables, t, { target, place, size, inForce: registry.current() })
    return { place: next }
  })
  return next
}

/** Makes the release the head, or tells why it cannot be. @returns where to go on */
async function switchTo(
  environment: MoveEnvironment,
  job: MoveJob,
  { target, since }: { target: MoveTarget; since: number }
): Promise<Place> {
  const { move } = target
  let next = begin('settle')
  try {
    await job.step(async (t) => {
      next = begin('settle')
      const head = await readHeadMark(t, t.dialect.forUpdate)
      if (head?.id === move.base) await makeActive(environment, t, { target, since })
      else if (head?.id !== move.release)
        next = begin('abandon', since, `版本 ${head?.id} 已先生效`)
      return { place: next }
    })
  } catch (error) {
    if (!(error instanceof DefinitionsInvalid)) throw error
    next = begin('abandon', since, error.problems.map(({ message }) => message).join('；'))
    await job.step(async () => ({ place: next }))
  }
  return next
}

async function makeActive(
  { applySchema, tables }: MoveEnvironment,
  t: Transaction,
  { target, since }: { target: MoveTarget; since: number }
): Promise<void> {
  const { move, application, fills } = target
  const { release } = move
  await recordNames(t, application, await readNames(t), new Date())
  await applySchema(t, application, { moves: [], fills: [], backTo: null, release })
  for (const fill of fills) await tables.fillWritten(t, fill, { release, since })
  if (fills.length > 0) await tables.compute(t, application, new Set(fills.map(writtenField)))
  // A draft that was edited meanwhile stays a draft.
  await deleteDrafts(t, move.plan.drafts)
  await makeHead(t, Number(release))
}

async function giveUp(t: Transaction, { release }: ReleaseMove, failure: string): Promise<void> {
  await dropComing(t, await readNames(t))
  await endMove(t, release, { state: 'failed', failure })
  await nextPhase(t)
}
