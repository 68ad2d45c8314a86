import type { Problem } from '#engine/problems.ts'
import type { Database, Executor } from '#core/storage/index.ts'
import { entityValidators } from '../registry/entity_validators.ts'
import { effectiveSet } from '../layers/effective_set.ts'
import { translationsOf } from '../registry/translations.ts'
import { compileSet } from '../registry/compile_set.ts'
import type { ActiveRelease } from '../registry/registry.ts'
import type { CheckShape } from '../registry/shape_checker.ts'
import type { LoadedFile } from '../load_files.ts'
import { releaseHash, sortedManifest } from './manifest.ts'
import { impossibleChanges, plannedMoves, readNames } from './physical_names.ts'
import { publishRelease } from './publish_release.ts'
import type { ReleasePlan } from './publish_release.ts'
import { mostRowsAtStart } from './migration.ts'
import type { ApplySchema, PlanSchema } from './migration.ts'
import { readTexts } from './release_store.ts'
import type { HeadRelease, Release, Revision } from './release_store.ts'

/** What files would become: a plan to publish, or the problems that stand against it. */
export interface FilesPlan {
  /** Null when any problem is an error. */
  plan: ReleasePlan | null
  problems: Problem[]
  /** In words: stored values that would have to be converted. */
  destructive: string[]
  /** Validator texts of every entity, by hash. */
  validators: ReadonlyMap<string, string>
}

/**
 * Compiles the definitions of files, together with those made here, as one set on top of the head.
 * Writes nothing.
 */
export async function planFiles(
  read: Executor,
  given: {
    files: readonly LoadedFile[]
    head: Release | null
    checkShape: CheckShape
    planSchema: PlanSchema
    note: string | undefined
  }
): Promise<FilesPlan> {
  const { files, head, checkShape, planSchema } = given
  const revisions = [...files.map(asRevision), ...(await revisionsMadeHere(read, head))]
  const recorded = await readNames(read)
  const effective = effectiveSet(revisions)
  const compiled = await compileSet(effective.definitions, recorded, checkShape)
  const problems = [...effective.problems, ...compiled.problems]
  const application = effective.problems.length > 0 ? null : compiled.application
  const none = { plan: null, destructive: [], validators: new Map<string, string>() }
  if (!application) return { ...none, problems }
  const validators = await entityValidators(read, application)
  if (validators.problems.length > 0) {
    return { ...none, problems: [...problems, ...validators.problems] }
  }
  const hash = releaseHash(revisions)
  const plan: ReleasePlan = {
    base: head?.id ?? null,
    revisions: revisions.map(({ file: _file, ...revision }) => revision),
    application: Object.freeze({ ...application, hash }),
    recorded,
    ...{ moves: plannedMoves(application, recorded), fills: [], backTo: null },
    code: validators.made,
    note: `files ${given.note ?? hash.slice(0, 12)}`,
    by: 'system',
  }
  const destructive = [
    ...impossibleChanges(application, recorded).map((change) => change.text),
    ...(await losingMoves(plan, planSchema, read)),
  ]
  return { plan, problems, destructive, validators: validators.texts }
}

/**
 * A start converts values by itself where each has its counterpart and they are few: what would be
 * rounded, fail or take long is for a plan that somebody looks at.
 */
async function losingMoves(
  { application, moves }: ReleasePlan,
  planSchema: PlanSchema,
  read: Executor
): Promise<string[]> {
  if (moves.length === 0) return []
  const { migrations, movingRows } = await planSchema(read, application, {
    ...{ moves, fills: { fills: [], removed: [], required: [] }, backTo: null, counts: true },
  })
  return migrations.flatMap(({ about, converts }) => {
    if (!converts) return []
    const { rounded, failing } = converts
    if (movingRows > mostRowsAtStart) return [`${about}：共 ${movingRows} 行，启动时不换算`]
    return rounded + failing > 0 ? [`${about}：${rounded} 个取近似，${failing} 个无法换算`] : []
  })
}

/** Publishes the plan of files; null when another release became the head meanwhile. */
export async function publishFiles(
  database: Database,
  { plan, validators }: { plan: ReleasePlan; validators: ReadonlyMap<string, string> },
  applySchema: ApplySchema
): Promise<{ release: HeadRelease; active: ActiveRelease } | null> {
  const release = await publishRelease(database, plan, applySchema)
  if (!release) return null
  return { release, active: activeOf(release, plan, validators) }
}

/** What is in force once the plan is. */
export function activeOf(
  release: HeadRelease,
  plan: ReleasePlan,
  validators: ReadonlyMap<string, string>
): ActiveRelease {
  const { application, recorded } = plan
  const texts = new Map(plan.revisions.map((revision) => [revision.hash, revision.text]))
  const revisions = sortedManifest(plan.revisions).map((entry) => ({
    ...entry,
    text: texts.get(entry.hash) as string,
  }))
  const { definitions } = effectiveSet(revisions)
  const { id, phase } = release
  const translations = translationsOf(application, definitions, recorded)
  return { id, phase, application, translations, definitions, revisions, validators }
}

/** How a release differs from the one before, for people. */
export function changesText(before: Release | null, after: Release): string {
  const earlier = new Map((before?.manifest ?? []).map((entry) => [entry.uid, entry.hash]))
  const later = new Set(after.manifest.map((entry) => entry.uid))
  const added = after.manifest.filter((entry) => !earlier.has(entry.uid)).length
  const changed = after.manifest.filter((entry) => {
    const hash = earlier.get(entry.uid)
    return hash !== undefined && hash !== entry.hash
  }).length
  const retired = [...earlier.keys()].filter((uid) => !later.has(uid)).length
  return `新增 ${added}、修改 ${changed}、停用 ${retired}`
}

function asRevision(file: LoadedFile): Revision & { file?: string } {
  if (file.text === null) throw new TypeError(`${file.file} was not read`)
  return { ...file, text: file.text }
}

/** Definitions of the layer `site` are no files: they stay as they are in the head. */
async function revisionsMadeHere(
  read: Executor,
  head: Release | null
): Promise<(Revision & { file?: string })[]> {
  const here = (head?.manifest ?? []).filter((entry) => entry.layer === 'site')
  const hashes = here.map((entry) => entry.hash)
  const texts = await readTexts(read, 'definition_revisions', hashes)
  return here.map((entry) => ({ ...entry, text: texts.get(entry.hash) ?? '' }))
}
