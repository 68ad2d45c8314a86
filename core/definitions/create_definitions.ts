import type { Named } from '#engine/references/index.ts'
import type { Database } from '#core/storage/index.ts'
import { readBundle, writeBundle } from './bundles/bundle.ts'
import type { Bundle } from './bundles/bundle.ts'
import { createDrafts } from './drafts/drafts.ts'
import type { Drafts } from './drafts/drafts.ts'
import type { Draft } from './drafts/draft_store.ts'
import { effectiveSet } from './layers/effective_set.ts'
import type { ShownProblem } from './problem_text.ts'
import type { StartedRegistry } from './start_definitions.ts'
import type { AskForMove } from './releases/migrating/begin_move.ts'
import { moveRelease } from './releases/migrating/move_release.ts'
import type { MoveJob } from './releases/migrating/move_release.ts'
import type { ApplySchema, MoveTables, PlanSchema } from './releases/migration.ts'
import { purgeColumns } from './releases/purge_columns.ts'
import { createReleases } from './releases/releases.ts'
import type { Releases, JudgeRelease } from './releases/releases.ts'
import { shippedFiles } from './releases/shipped_files.ts'
import type { ShippedFiles } from './releases/shipped_files.ts'
import { whereUsed } from './uses/where_used.ts'
import type { WhereUsed } from './uses/where_used.ts'

/** Definitions over time: drafts, releases, where-used, bundles. The registry says what is in force. */
export interface Definitions {
  readonly drafts: Drafts
  readonly releases: Releases
  /** Carries on a release that moves many values; for the handler of its job. */
  move(job: MoveJob): Promise<void>
  /** Drops columns that have been kept long enough; for a job by the clock. */
  purge(): Promise<number>
  /** Definition files that changed since they became a release. */
  readonly shipped: ShippedFiles
  /** Where a definition, or one part of it, is named in what is active. */
  uses(of: Named, part: Named['part'] | null): WhereUsed[]
  /** A release, or one module of it, as one document. @throws E_RELEASE_UNKNOWN */
  exportBundle(release: string, module: string | null): Promise<Bundle>
  /** Keeps the definitions of a bundle as drafts: those that differ from what is active. */
  importBundle(
    bundle: unknown,
    by: string
  ): Promise<{ drafts: Draft[]; unchanged: number; problems: ShownProblem[] }>
}

/** Puts the room together. */
export function createDefinitions(environment: {
  database: Database
  registry: StartedRegistry
  planSchema: PlanSchema
  applySchema: ApplySchema
  moveTables: MoveTables
  askForMove: AskForMove
  /** Rows a request converts by itself, where others than usual: tests move few. */
  rowsAtOnce?: number
  judge?: JudgeRelease
  clock: () => Date
}): Definitions {
  const { registry } = environment
  const { checkShape } = registry
  const drafts = createDrafts({ ...environment, checkShape })
  const releases = createReleases({ ...environment, checkShape })
  return {
    drafts,
    releases,
    purge: () => purgeColumns(environment.database, environment.clock()),
    move: (job) => moveRelease({ ...environment, checkShape, tables: environment.moveTables }, job),
    shipped: shippedFiles({ ...environment, checkShape }),
    uses: (of, part) => whereUsed(registry.active(), of, part),

    async exportBundle(release, module) {
      const { definitions } = effectiveSet(await releases.revisions(release))
      const isWanted = ({ key }: { key: string }) => module === null || key.split('.')[0] === module
      return writeBundle(release, definitions.filter(isWanted))
    },

    async importBundle(bundle, by) {
      const documents = readBundle(bundle)
      const active = new Map(
        registry.active().definitions.map((one) => [`${one.kind} ${one.key}`, one.text])
      )
      const changed = documents.filter(({ address, body }) => {
        const text = active.get(`${address.kind} ${address.key}`)
        return text === undefined || JSON.stringify(JSON.parse(text)) !== JSON.stringify(body)
      })
      const saved = await drafts.saveAll(changed, by)
      return { ...saved, unchanged: documents.length - changed.length }
    },
  }
}
