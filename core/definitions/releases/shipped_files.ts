/** Definition files after the first start: what they would change, and making that the release. */
import { Refusal } from '#engine/errors.ts'
import type { Problem } from '#engine/problems.ts'
import { DefinitionsInvalid } from '../definitions_invalid.ts'
import { describeChanges } from '../changes/describe_changes.ts'
import type { DescribedChange } from '../changes/describe_changes.ts'
import { planEmpty, planStale } from '../errors.ts'
import { effectiveSet } from '../layers/effective_set.ts'
import { loadFiles } from '../load_files.ts'
import { refuseProblems, showProblem } from '../problem_text.ts'
import type { ShownProblem } from '../problem_text.ts'
import { untilSettled } from './migrating/move_store.ts'
import { activeOf, planFiles, publishFiles } from './publish_files.ts'
import type { FilesPlan } from './publish_files.ts'
import { readHead } from './release_store.ts'
import type { CheckShape } from '../registry/shape_checker.ts'
import type { ReleasesEnvironment } from './releases.ts'

/** What adopting the files would do. */
export interface ShippedChanges {
  changes: DescribedChange[]
  problems: ShownProblem[]
  /** In words: stored values that would have to be converted, which files cannot ask for. */
  destructive: string[]
}

export interface ShippedFiles {
  plan(folders: readonly string[]): Promise<ShippedChanges>
  /**
   * Makes a release of the files.
   *
   * @throws E_DEFINITION_INVALID (422), E_PLAN_EMPTY when they are in force already, E_PLAN_STALE
   *   (409) when another release came between
   */
  publish(folders: readonly string[]): Promise<{ id: string; changes: DescribedChange[] }>
}

export function shippedFiles(
  environment: Omit<ReleasesEnvironment, 'checkShape'> & { checkShape: CheckShape }
): ShippedFiles {
  const { database, registry, checkShape, planSchema, applySchema } = environment

  async function planned(folders: readonly string[]) {
    await registry.refresh()
    const loaded = loadFiles({ folders })
    const head = await readHead(database.read)
    const made = await planFiles(database.read, {
      ...{ files: loaded.files, head, checkShape, planSchema, note: undefined },
    })
    const after = made.plan ? effectiveSet(made.plan.revisions).definitions : []
    const changes = made.plan
      ? await describeChanges(registry.active().definitions, after, {
          world: registry.active().application,
        })
      : []
    return { made, changes, problems: [...loaded.problems, ...made.problems] }
  }

  return {
    async plan(folders) {
      const { made, changes, problems } = await planned(folders)
      const shown = problems.map((problem) => showProblem(problem, null))
      return { changes, problems: shown, destructive: made.destructive }
    },

    async publish(folders) {
      const { made, changes, problems } = await planned(folders)
      const all = [...problems, ...made.destructive.map(asProblem)]
      if (!isPublishable(made) || all.some(({ severity }) => severity === 'error')) {
        throw refuseProblems(all)
      }
      if (changes.length === 0) throw new Refusal(planEmpty({}))
      await environment.judge?.({ before: registry.current(), after: made.plan.application })
      await untilSettled(database.read)
      const published = await publishFiles(database, made, applySchema).catch((error: unknown) => {
        throw error instanceof DefinitionsInvalid ? refuseProblems(error.problems) : error
      })
      if (!published) throw new Refusal(planStale({ hash: made.plan.application.hash }))
      registry.adopt(activeOf(published.release, made.plan, made.validators))
      return { id: published.release.id, changes }
    },
  }
}

function isPublishable(
  made: FilesPlan
): made is FilesPlan & { plan: NonNullable<FilesPlan['plan']> } {
  return made.plan !== null && made.destructive.length === 0
}

function asProblem(message: string): Problem {
  const place = { kind: 'entity', key: '', pointer: '' }
  return { code: 'E_DEFINITION_DATA_MOVE', severity: 'error', ...place, message }
}
