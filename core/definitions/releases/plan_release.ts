/**
 * A plan: what publishing would do, found out without doing it. Which definitions it makes active,
 * what changes in words, and every statement on tables with the rows it touches. Its hash names all
 * of that, so that what is published is what somebody looked at.
 */
import type { CompiledApplication } from '#engine/compile/index.ts'
import type { Problem } from '#engine/problems.ts'
import { usesIn } from '#engine/references/index.ts'
import { Refusal } from '#engine/errors.ts'
import type { Language } from '#engine/errors.ts'
import { letOthersIn } from '#core/storage/index.ts'
import type { Executor } from '#core/storage/index.ts'
import { describeChanges } from '../changes/describe_changes.ts'
import type { DescribedChange } from '../changes/describe_changes.ts'
import { showProblems } from '../drafts/check_set.ts'
import { readDrafts } from '../drafts/draft_store.ts'
import type { Draft } from '../drafts/draft_store.ts'
import { workingSet } from '../drafts/working_set.ts'
import type { WorkingDefinition } from '../drafts/working_set.ts'
import { planIncomplete, releaseUnknown } from '../errors.ts'
import { hashOf } from '../hash.ts'
import { effectiveSet, revisionsFor } from '../layers/effective_set.ts'
import type { ShownProblem } from '../problem_text.ts'
import { entityValidators } from '../registry/entity_validators.ts'
import { compileSet } from '../registry/compile_set.ts'
import type { CheckShape } from '../registry/load_release.ts'
import type { ActiveRelease } from '../registry/registry.ts'
import { releaseHash } from './manifest.ts'
import { planFills } from './fills.ts'
import type { CodeMap, FieldFill } from './fills.ts'
import type { Migration, PlanSchema, SchemaPlan } from './migration.ts'
import { impossibleChanges, impossibleProblems, plannedMoves, readNames } from './physical_names.ts'
import type { FieldMove, RecordedNames } from './physical_names.ts'
import type { ReleasePlan } from './publish_release.ts'
import { readRelease, readTexts } from './release_store.ts'
import type { Revision } from './release_store.ts'

/** What is asked for: drafts (all, or those of some keys), or the way back to a release. */
export interface PlanRequest {
  include?: readonly string[]
  to?: string
  /** Where codes go that are taken away while records have them. */
  map?: CodeMap
}

/** What people see of a plan. */
export interface ShownPlan {
  hash: string
  problems: ShownProblem[]
  changes: DescribedChange[]
  migrations: Migration[]
}

/** A plan with all that publishing it needs. */
export interface PlannedRelease {
  shown: ShownPlan
  problems: readonly Problem[]
  /** Null when a problem stands against it. */
  plan: ReleasePlan | null
  validators: ReadonlyMap<string, string>
  /** Rows whose values are converted, filled in or taken out. */
  movingRows: number
  /** Drafts that publishing uses up. */
  drafts: readonly Draft[]
}

export interface PlanEnvironment {
  read: Executor
  active: ActiveRelease
  checkShape: CheckShape
  planSchema: PlanSchema
}

interface Wanted {
  set: WorkingDefinition[]
  revisions: readonly Revision[]
  drafts: readonly Draft[]
  note: string
}

/**
 * @param shownIn language of the person it is shown to, for whom values are converted to count what
 *   becomes of them; null where nobody looks
 * @throws E_RELEASE_UNKNOWN (404), E_PLAN_INCOMPLETE (422) with what else must be chosen
 */
export async function planRelease(
  environment: PlanEnvironment,
  request: PlanRequest,
  shownIn: Language | null
): Promise<PlannedRelease> {
  const counts = shownIn !== null
  const { read, active, checkShape } = environment
  const wanted = request.to
    ? await fromRelease(read, request.to)
    : await fromDrafts(environment, request.include)
  const recorded = await readNames(read)
  const compiled = await compileSet(wanted.set, recorded, checkShape)
  const made = compiled.application ? await entityValidators(read, compiled.application) : null
  const tables = compiled.application
    ? await planTables(environment, compiled.application, { recorded, request, counts })
    : noTables
  const problems = [...compiled.problems, ...(made?.problems ?? []), ...tables.problems]
  await letOthersIn()
  const changes = await describeChanges(active.definitions, wanted.set, {
    ...{ world: active.application, language: shownIn ?? 'zh-CN' },
  })
  const release = releaseHash(wanted.revisions)
  const isSound = !problems.some((problem) => problem.severity === 'error')
  const { migrations, moves, fills, movingRows } = tables
  const shown = {
    hash: planHash(request, { base: active.id, release }, migrations),
    problems: showProblems(problems, wanted.set),
    changes,
    migrations: isSound ? migrations : [],
  }
  const rest = {
    ...{ shown, problems, movingRows, drafts: wanted.drafts },
    validators: made?.texts ?? new Map<string, string>(),
  }
  if (!isSound) return { plan: null, ...rest }
  const plan = {
    ...{ base: active.id, revisions: wanted.revisions, recorded, moves, code: made!.made },
    ...{ fills, backTo: request.to ?? null },
    application: Object.freeze({ ...compiled.application!, hash: release }),
    ...{ note: wanted.note, by: '' },
  }
  return { plan, ...rest }
}

interface PlannedTables extends SchemaPlan {
  moves: readonly FieldMove[]
  fills: readonly FieldFill[]
}

const nothing = { migrations: [], problems: [], movingRows: 0 }
const noTables: PlannedTables = { ...nothing, moves: [], fills: [] }

/** What tables need; nothing where some change has no way. */
async function planTables(
  { read, active, planSchema }: PlanEnvironment,
  application: CompiledApplication,
  given: { recorded: RecordedNames; request: PlanRequest; counts: boolean }
): Promise<PlannedTables> {
  const { recorded, request, counts } = given
  const impossible = impossibleProblems(impossibleChanges(application, recorded))
  if (impossible.length > 0) return { ...noTables, problems: impossible }
  await letOthersIn()
  const moves = plannedMoves(application, recorded)
  await letOthersIn()
  const asked = { map: request.map ?? {}, isReturn: request.to !== undefined }
  const fills = planFills(active.application, application, asked)
  const backTo = request.to ?? null
  const planned = await planSchema(read, application, { moves, fills, backTo, counts })
  return { ...planned, moves, fills: fills.fills }
}

/**
 * Names what would be done and to what; counts of rows move all the time and are not in it, nor is what
 * a job does behind the release: it may be at it for the one before. What was
 * asked for stands behind it, so that any process can make the same plan again.
 */
function planHash(
  request: PlanRequest,
  { base, release }: { base: string; release: string },
  migrations: readonly Migration[]
): string {
  const statements = migrations.filter(({ behind }) => !behind).map(({ statement }) => statement)
  const hash = hashOf([base, release, ...statements].join('\n'))
  const asked = Buffer.from(JSON.stringify(request)).toString('base64url')
  return Object.keys(request).length === 0 ? hash : `${hash}.${asked}`
}

/** What the plan of a hash was made for; everything when the hash does not say. */
export function requestIn(hash: string): PlanRequest {
  const [, asked] = hash.slice(0, mostHashCharacters).split('.')
  if (asked === undefined) return {}
  try {
    const { include, to, map } = JSON.parse(
      Buffer.from(asked, 'base64url').toString()
    ) as PlanRequest
    return {
      ...(Array.isArray(include) ? { include: include.map(String) } : {}),
      ...(typeof to === 'string' ? { to } : {}),
      ...(typeof map === 'object' ? { map } : {}),
    }
  } catch {
    return {}
  }
}

const mostHashCharacters = 100_000

async function fromDrafts(
  { read, active }: PlanEnvironment,
  include: readonly string[] | undefined
): Promise<Wanted> {
  const all = await readDrafts(read)
  const drafts = include ? all.filter((draft) => isChosen(draft, include)) : all
  const left = all.filter((draft) => !drafts.includes(draft))
  const set = workingSet(active.definitions, drafts)
  refuseUnclosed(drafts, left, workingSet(active.definitions, all), active.application)
  const shipped = active.revisions.filter((one) => one.layer !== 'site')
  return { set, revisions: revisionsFor(shipped, set), drafts, note: '' }
}

function isChosen({ kind, key }: Draft, include: readonly string[]): boolean {
  return (
    include.includes(key) ||
    include.includes(`${kind} ${key}`) ||
    include.includes(`${kind}/${key}`)
  )
}

/** A chosen draft may name what a draft left out brings or changes the key of. */
function refuseUnclosed(
  chosen: readonly Draft[],
  left: readonly Draft[],
  everything: readonly WorkingDefinition[],
  world: CompiledApplication
): void {
  if (left.length === 0) return
  const known = new Set(world.entities.keys())
  const brought = new Map(left.map((draft) => [`${draft.kind} ${draft.key}`, draft]))
  const missing = new Set<string>()
  for (const draft of chosen.filter(({ text }) => text !== '')) {
    const document = JSON.parse(draft.text) as unknown
    usesIn({ kind: draft.kind, document }, world, ({ target }) => {
      const other = brought.get(`${target.kind} ${target.key}`)
      if (!other || missing.has(`${other.kind} ${other.key}`)) return
      const isNew = other.base === null || (target.kind === 'entity' && !known.has(target.key))
      const isMoved = everything.some((one) => one.uid === other.uid && one.key !== target.key)
      if (isNew || isMoved) missing.add(`${other.kind} ${other.key}`)
    })
  }
  if (missing.size > 0) throw new Refusal(planIncomplete({ missing: [...missing] }))
}

async function fromRelease(read: Executor, id: string): Promise<Wanted> {
  const release = await readRelease(read, id)
  if (!release) throw new Refusal(releaseUnknown({ id: id.slice(0, 40) }))
  const hashes = release.manifest.map((entry) => entry.hash)
  const texts = await readTexts(read, 'definition_revisions', hashes)
  const revisions = release.manifest.map((entry) => ({ ...entry, text: texts.get(entry.hash)! }))
  const { definitions: set } = effectiveSet(revisions)
  return { set, revisions, drafts: [], note: `回到版本 ${release.id}` }
}
