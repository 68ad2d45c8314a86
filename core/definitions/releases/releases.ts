/**
 * Releases (发布): plan what drafts would change, publish exactly that, look back, and go back.
 */
import { Refusal } from '#engine/errors.ts'
import type { CompiledApplication } from '#engine/compile/index.ts'
import type { Language } from '#engine/errors.ts'
import type { Database, Transaction } from '#core/storage/index.ts'
import { DefinitionsInvalid } from '../definitions_invalid.ts'
import { deleteDrafts } from '../drafts/draft_store.ts'
import { describeChanges } from '../changes/describe_changes.ts'
import type { DescribedChange } from '../changes/describe_changes.ts'
import { planEmpty, planStale, releaseOwnRights, releaseUnknown } from '../errors.ts'
import { effectiveSet } from '../layers/effective_set.ts'
import { refuseProblems } from '../problem_text.ts'
import type { Registry } from '../registry/registry.ts'
import { compileSet } from '../registry/compile_set.ts'
import type { CheckShape } from '../registry/load_release.ts'
import { beginMove } from './migrating/begin_move.ts'
import type { AskForMove } from './migrating/begin_move.ts'
import { readMove, untilSettled } from './migrating/move_store.ts'
import type { ReleaseMove } from './migrating/move_store.ts'
import { mostRowsAtOnce } from './migration.ts'
import type { ApplySchema, MoveTables, PlanSchema } from './migration.ts'
import { readNames } from './physical_names.ts'
import { planRelease, requestIn } from './plan_release.ts'
import type { PlannedRelease, PlanRequest, ShownPlan } from './plan_release.ts'
import { activeOf } from './publish_files.ts'
import { publishRelease } from './publish_release.ts'
import type { ReleasePlan } from './publish_release.ts'
import { listReleases, readHeadId, readRelease, readTexts } from './release_store.ts'
import type { ListedRelease, Release, Revision } from './release_store.ts'

export interface ReleasesEnvironment {
  database: Database
  registry: Registry
  checkShape: CheckShape
  planSchema: PlanSchema
  applySchema: ApplySchema
  moveTables: MoveTables
  askForMove: AskForMove
  rowsAtOnce?: number
  judge?: JudgeRelease
}

/** What other rooms have to say to a release before it is published; a Refusal of it ends that. */
export type JudgeRelease = (release: {
  before: CompiledApplication
  after: CompiledApplication
}) => Promise<void>

/** What publishing answers. */
export interface Published {
  id: string
  /** `migrating`: values are still being moved, and the release before is in force. */
  state: 'active' | 'migrating'
  hash: string
  note: string
}

/**
 * A release with how it stands; `progress` where many values are moved. `settling`: it is in force,
 * and its last rows are put in order behind it; until then nothing else is published.
 */
export type ShownRelease = Release & {
  state: 'active' | 'past' | 'migrating' | 'failed'
  settling?: true
  progress?: { done: number; total: number }
  failure?: string
}

/** Who publishes. */
export interface Publisher {
  by: string
  /** Keys of the roles whose rights the release may not change; none where it is left out. */
  outOfReach?: readonly string[]
}

export interface Releases {
  list(): Promise<ListedRelease[]>
  /** @throws E_RELEASE_UNKNOWN */
  get(id: string): Promise<ShownRelease>
  /** Shows what would be done; writes nothing. @throws as planRelease */
  plan(request: PlanRequest, language?: Language): Promise<ShownPlan>
  /**
   * Publishes the plan of that hash, all of it in one transaction or nothing.
   *
   * @throws E_PLAN_STALE (409), E_PLAN_EMPTY, E_DEFINITION_INVALID (422), E_RELEASE_OWN_RIGHTS (403)
   */
  publish(given: { plan: string; note: string } & Publisher): Promise<Published>
  /** Goes back (or forth) to a release: a new one with its definitions. @throws as publish */
  activate(id: string, given: { plan: string | null } & Publisher): Promise<Published>
  /** What differs between two releases, from the first to the second. @throws E_RELEASE_UNKNOWN */
  compare(from: string, to: string, language?: Language): Promise<DescribedChange[]>
  /** Every revision a release names, with its text. @throws E_RELEASE_UNKNOWN */
  revisions(id: string): Promise<Revision[]>
}

export function createReleases(environment: ReleasesEnvironment): Releases {
  const { database, registry } = environment
  async function plan(
    request: PlanRequest,
    shownIn: Language | null = null
  ): Promise<PlannedRelease> {
    await registry.refresh()
    const here = { ...environment, read: database.read, active: registry.active() }
    return planRelease(here, request, shownIn)
  }

  async function carryOut(
    planned: PlannedRelease,
    { note, by, outOfReach = [] }: { note: string } & Publisher
  ): Promise<Published> {
    if (!planned.plan) throw refuseProblems(planned.problems)
    if (planned.shown.changes.length === 0) throw new Refusal(planEmpty({}))
    refuseOwnRights(planned.shown.changes, outOfReach)
    const { application } = planned.plan
    await environment.judge?.({ before: registry.current(), after: application })
    await untilSettled(database.read)
    const whole = { ...planned.plan, note: note === '' ? planned.plan.note : note, by }
    if (planned.movingRows > (environment.rowsAtOnce ?? mostRowsAtOnce))
      return begin(planned, whole)
    const useUp = async (t: Transaction) => {
      if ((await deleteDrafts(t, planned.drafts)) < planned.drafts.length)
        throw new Refusal(planStale({ hash: planned.shown.hash }))
    }
    const release = await publishRelease(database, whole, environment.applySchema, useUp).catch(
      (error: unknown) => {
        throw error instanceof DefinitionsInvalid ? refuseProblems(error.problems) : error
      }
    )
    if (!release) throw new Refusal(planStale({ hash: planned.shown.hash }))
    registry.adopt(activeOf(release, whole, planned.validators))
    return { id: release.id, state: 'active', hash: release.hash, note: release.note }
  }

  async function begin(planned: PlannedRelease, plan: ReleasePlan): Promise<Published> {
    const drafts = planned.drafts.map(({ kind, key, hash }) => ({ kind, key, hash }))
    const { moveTables: tables, askForMove: ask } = environment
    const given = { tables, ask, drafts, total: planned.movingRows }
    const release = await beginMove(database, plan, given)
    if (!release) throw new Refusal(planStale({ hash: planned.shown.hash }))
    await registry.refresh()
    return { id: release.id, state: 'migrating', hash: release.hash, note: release.note }
  }

  async function revisions(id: string): Promise<Revision[]> {
    const release = await readRelease(database.read, id)
    if (!release) throw new Refusal(releaseUnknown({ id: id.slice(0, 40) }))
    const hashes = release.manifest.map((entry) => entry.hash)
    const texts = await readTexts(database.read, 'definition_revisions', hashes)
    return release.manifest.map((entry) => ({ ...entry, text: texts.get(entry.hash) as string }))
  }

  return {
    revisions,
    list: () => listReleases(database.read),
    async get(id) {
      const release = await readRelease(database.read, id)
      if (!release) throw new Refusal(releaseUnknown({ id: id.slice(0, 40) }))
      const head = await readHeadId(database.read)
      const move = await readMove(database.read, release.id)
      const state = head === release.id ? 'active' : stateOf(move)
      return {
        ...{ ...release, state },
        ...(state === 'active' && move?.state === 'migrating' ? { settling: true as const } : {}),
        ...(move ? { progress: { done: Math.min(move.done, move.total), total: move.total } } : {}),
        ...(move?.failure ? { failure: move.failure } : {}),
      }
    },
    plan: async (request, language = 'zh-CN') => (await plan(request, language)).shown,
    async publish({ plan: hash, note, ...publisher }) {
      const planned = await plan(requestIn(hash))
      if (planned.shown.hash !== hash) throw new Refusal(planStale({ hash: planned.shown.hash }))
      return carryOut(planned, { note, ...publisher })
    },
    async activate(id, { plan: hash, ...publisher }) {
      const planned = await plan({ to: id })
      if (hash !== null && planned.shown.hash !== hash) {
        throw new Refusal(planStale({ hash: planned.shown.hash }))
      }
      return carryOut(planned, { note: '', ...publisher })
    },
    async compare(from, to, language = 'zh-CN') {
      const [before, after] = [await revisions(from), await revisions(to)]
      const { definitions } = effectiveSet(before)
      const names = await readNames(database.read)
      const { application } = await compileSet(definitions, names, environment.checkShape)
      return describeChanges(definitions, effectiveSet(after).definitions, {
        ...{ world: application, language },
      })
    },
  }
}

function stateOf(move: ReleaseMove | null): 'past' | 'migrating' | 'failed' {
  return !move || move.state === 'done' ? 'past' : move.state
}

/** Rights of roles, and values that row scopes compare with, are changed by somebody they are not of. */
function refuseOwnRights(changes: readonly DescribedChange[], outOfReach: readonly string[]): void {
  if (outOfReach.length === 0) return
  const own = changes.filter(
    ({ kind, key, access }) => access && (kind !== 'role' || outOfReach.includes(key))
  )
  if (own.length === 0) return
  throw new Refusal(releaseOwnRights({ changes: own.map(({ text }) => text) }))
}
