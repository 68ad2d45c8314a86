/**
 * The life of a release that moves many values, behind the request that asked for it: wait until
 * every process fills the new columns, convert the rest piece by piece, look for what was left, make
 * it the head, and look once more. Each piece is a transaction that keeps its place: after a crash
 * the next process goes on where this one was.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { CompiledApplication } from '#engine/compile/index.ts'
import type { Database, Transaction } from '#core/storage/index.ts'
import { DefinitionsInvalid } from '../../definitions_invalid.ts'
import { deleteDrafts } from '../../drafts/draft_store.ts'
import { effectiveSet } from '../../layers/effective_set.ts'
import { compileSet } from '../../registry/compile_set.ts'
import type { CheckShape } from '../../registry/load_release.ts'
import type { Registry } from '../../registry/registry.ts'
import type { FieldFill } from '../fills.ts'
import type { ApplySchema, MoveTables } from '../migration.ts'
import { dropComing, plannedMoves, readNames, recordNames } from '../physical_names.ts'
import type { FieldMove } from '../physical_names.ts'
import { makeHead, nextPhase, readHeadMark, readRelease, readTexts } from '../release_store.ts'
import { allReport } from './heartbeats.ts'
import { addProgress, endMove, readMove } from './move_store.ts'
import type { ReleaseMove } from './move_store.ts'

/** As much of a job of the queue as a move needs. */
export interface MoveJob {
  readonly payload: unknown
  readonly place: unknown
  step(
    work: (t: Transaction, size: number) => Promise<{ place?: Place; done?: number }>
  ): Promise<unknown>
}

/** Where a move is: which pass, which field, after which row. */
interface Place {
  readonly pass: 'convert' | 'verify' | 'switch' | 'settle'
  readonly field: number
  readonly after: string | null
  readonly [more: string]: string | number | null
}

export interface MoveEnvironment {
  database: Database
  registry: Registry
  checkShape: CheckShape
  applySchema: ApplySchema
  tables: MoveTables
}

const start: Place = { pass: 'convert', field: 0, after: null }
const following = { convert: 'verify', verify: 'switch', switch: 'settle' } as const

/** @throws what the database does; the queue tries again from the last place */
export async function moveRelease(environment: MoveEnvironment, job: MoveJob): Promise<void> {
  const { database, registry } = environment
  const { release } = job.payload as { release: string }
  const move = await readMove(database.read, release)
  if (!move || move.state === 'failed') return
  const loaded = await loadTarget(environment, release)
  let place = (job.place as Place | null) ?? start
  await registry.refresh()
  await agreement(database)
  for (;;) {
    if (place.pass === 'switch') {
      if (!(await switchTo(environment, job, { move, ...loaded }))) return
      await registry.refresh()
      place = { pass: 'settle', field: 0, after: null }
    }
    if (place.field >= loaded.moves.length) {
      if (place.pass === 'settle') return
      const pass: Place['pass'] = following[place.pass]
      place = { pass, field: 0, after: null }
      continue
    }
    place = await piece(environment, job, { place, release, ...loaded })
  }
}

interface Target {
  readonly application: CompiledApplication
  readonly moves: readonly FieldMove[]
}

/** The release as it will be in force, with the columns its moves fill. */
async function loadTarget({ database, checkShape }: MoveEnvironment, id: string): Promise<Target> {
  const { read } = database
  const release = await readRelease(read, id)
  if (!release) throw new Error(`release ${id} is gone`)
  const hashes = release.manifest.map((entry) => entry.hash)
  const texts = await readTexts(read, 'definition_revisions', hashes)
  const revisions = release.manifest.map((entry) => ({ ...entry, text: texts.get(entry.hash)! }))
  const recorded = await readNames(read)
  const { definitions } = effectiveSet(revisions)
  const { application, problems } = await compileSet(definitions, recorded, checkShape)
  if (!application) throw new DefinitionsInvalid(problems)
  // After the switch nothing is planned any more: the old columns are the mirrors then.
  const moves = plannedMoves(application, recorded)
  return { application, moves: moves.length > 0 ? moves : switchedMoves(application) }
}

/** The moves of an application that is in force already: what its fields were before is kept. */
function switchedMoves(application: CompiledApplication): FieldMove[] {
  return [...application.entities.values()].flatMap((entity) =>
    entity.stored.flatMap((field) =>
      field.mirrors.map((from) => ({
        ...{ entity, field, from },
        to: { column: field.column!, form: field.form! },
      }))
    )
  )
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
  { tables }: MoveEnvironment,
  job: MoveJob,
  given: Target & { place: Place; release: string }
): Promise<Place> {
  const { place, release, application, moves } = given
  let next = place
  await job.step(async (t, size) => {
    const { last, rows } = await tables.batch(t, moves[place.field]!, {
      ...{ application, release, after: place.after, size },
      missing: place.pass !== 'convert',
    })
    if (place.pass === 'convert') await addProgress(t, release, rows)
    next =
      last === null ? { ...place, field: place.field + 1, after: null } : { ...place, after: last }
    return { place: next }
  })
  return next
}

/** Makes the release the head; false when it cannot be, and that is told. */
async function switchTo(
  { applySchema }: MoveEnvironment,
  job: MoveJob,
  { move, application }: Target & { move: ReleaseMove }
): Promise<boolean> {
  let failure: string | null = null
  const place: Place = { pass: 'settle', field: 0, after: null }
  try {
    await job.step(async (t) => {
      failure = null
      const head = await readHeadMark(t, t.dialect.forUpdate)
      if (head?.id === move.release) return { place }
      if (head?.id !== move.base) failure = `版本 ${head?.id} 已先生效`
      else await makeActive(t, { move, application, applySchema })
      if (failure !== null) await giveUp(t, move, failure)
      return { place }
    })
  } catch (error) {
    if (!(error instanceof DefinitionsInvalid)) throw error
    failure = error.problems.map(({ message }) => message).join('；')
    await job.step(async (t) => {
      await giveUp(t, move, failure!)
      return { place }
    })
  }
  return failure === null
}

async function makeActive(
  t: Transaction,
  given: { move: ReleaseMove; application: CompiledApplication; applySchema: ApplySchema }
): Promise<void> {
  const { move, application, applySchema } = given
  await recordNames(t, application, await readNames(t), new Date())
  const { backTo, drafts } = move.plan
  const fills = fillsOf(application, move)
  await applySchema(t, application, { moves: [], fills, backTo, release: move.release })
  // A draft that was edited meanwhile stays a draft.
  await deleteDrafts(t, drafts)
  await makeHead(t, Number(move.release))
  await endMove(t, move.release, { state: 'done', failure: null })
}

function fillsOf({ entities }: CompiledApplication, { plan }: ReleaseMove): FieldFill[] {
  return plan.fills.flatMap(({ entity: uid, field: fieldUid, from, to }) => {
    const entity = [...entities.values()].find((one) => one.uid === uid)
    const field = entity?.byUid.get(fieldUid)
    return entity && field ? [{ entity, field, from, to }] : []
  })
}

async function giveUp(t: Transaction, move: ReleaseMove, failure: string): Promise<void> {
  await dropComing(t, await readNames(t))
  await endMove(t, move.release, { state: 'failed', failure })
  await nextPhase(t)
}
