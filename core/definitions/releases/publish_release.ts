import type { ApplySchema } from './migration.ts'
import type { CompiledApplication } from '#engine/compile/compiled.ts'
import type { Database, Transaction } from '#core/storage/index.ts'
import { refuseWhileMoving } from './migrating/move_store.ts'
import { recordNames } from './physical_names.ts'
import type { FieldFill } from './fills.ts'
import type { FieldMove, RecordedNames } from './physical_names.ts'
import {
  insertCode,
  insertRelease,
  insertRevisions,
  makeHead,
  nextReleaseId,
  readHeadMark,
} from './release_store.ts'
import type { HeadRelease, Revision } from './release_store.ts'

/** A compiled set of definitions, ready to become the active release. */
export interface ReleasePlan {
  /** Id of the release the plan was made on; null for an empty database. */
  base: string | null
  revisions: readonly Revision[]
  application: CompiledApplication
  recorded: RecordedNames
  /** Fields whose values are converted. */
  moves: readonly FieldMove[]
  fills: readonly FieldFill[]
  /** The release gone back to; null when it is none. */
  backTo: string | null
  /** Generated validator texts that are not kept yet. */
  code: ReadonlyMap<string, string>
  note: string
  by: string
}

/**
 * Makes a plan the active release in one transaction: revisions, generated code, names, tables with
 * their values, release, head; all of it or nothing. Answers null when another release became the
 * head since the plan was made; then nothing is written. `also` runs in the same transaction.
 */
export async function publishRelease(
  database: Database,
  plan: ReleasePlan,
  applySchema: ApplySchema,
  also: (t: Transaction) => Promise<void> = async () => {}
): Promise<HeadRelease | null> {
  return database.tx(async (t) => {
    const head = await readHeadMark(t, t.dialect.forUpdate)
    if ((head?.id ?? null) !== plan.base) return null
    if (head) await refuseWhileMoving(t)
    const id = await nextReleaseId(t)
    await insertRevisions(t, plan.revisions)
    await insertCode(t, plan.code)
    await recordNames(t, plan.application, plan.recorded, new Date())
    const { moves, fills, backTo } = plan
    await applySchema(t, plan.application, { moves, fills, backTo, release: String(id) })
    await also(t)
    const release = await insertRelease(t, id, {
      manifest: plan.revisions.map(({ text: _text, ...entry }) => entry),
      note: plan.note,
      at: new Date().toISOString(),
      by: plan.by,
    })
    return { ...release, phase: await makeHead(t, id) }
  })
}
