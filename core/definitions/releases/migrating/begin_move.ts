import type { Database, Transaction } from '#core/storage/index.ts'
import { nextPhase } from '../release_store.ts'
import type { Release } from '../release_store.ts'
import { insertCode, insertRelease, insertRevisions } from '../release_store.ts'
import { nextReleaseId, readHeadMark } from '../release_store.ts'
import type { FieldFill } from '../fills.ts'
import type { MoveTables } from '../migration.ts'
import { recordComing } from '../physical_names.ts'
import type { ReleasePlan } from '../publish_release.ts'
import { insertMove, refuseWhileMoving } from './move_store.ts'
import type { MovePlan } from './move_store.ts'

/** Asks for the job that moves the values of a release, in the caller's transaction. */
export type AskForMove = (t: Transaction, release: string, by: string) => Promise<void>

/**
 * The first step of a release that moves many values: its revisions are kept, the new columns are
 * there and filled by every write from now on, and a job is asked for that fills the rest. The head
 * stays. Answers null when another release became the head since the plan was made.
 *
 * @throws E_RELEASE_MIGRATING (409)
 */
export async function beginMove(
  database: Database,
  plan: ReleasePlan,
  given: {
    tables: MoveTables
    ask: AskForMove
    drafts: MovePlan['drafts']
    total: number
  }
): Promise<Release | null> {
  return database.tx(async (t) => {
    const head = await readHeadMark(t, t.dialect.forUpdate)
    if (!head || head.id !== plan.base) return null
    await refuseWhileMoving(t)
    const id = await nextReleaseId(t)
    await insertRevisions(t, plan.revisions)
    await insertCode(t, plan.code)
    await given.tables.expand(t, plan.application, [...plan.moves, ...plan.fills])
    await recordComing(t, plan.moves, plan.recorded)
    const { drafts, total } = given
    const [moves, fills] = [plan.moves.map(byUid), plan.fills.map(byUid)]
    const left = { drafts, moves, fills, backTo: plan.backTo }
    await insertMove(t, { release: String(id), base: head.id, plan: left, total })
    const release = await insertRelease(t, id, {
      manifest: plan.revisions.map(({ text: _text, ...entry }) => entry),
      ...{ note: plan.note, at: new Date().toISOString(), by: plan.by },
    })
    await nextPhase(t)
    await given.ask(t, String(id), plan.by)
    return release
  })
}

interface OfField<From, To> extends Pick<FieldFill, 'entity' | 'field'> {
  readonly from: From
  readonly to: To
}

function byUid<From, To>({ entity, field, from, to }: OfField<From, To>) {
  return { entity: entity.uid, field: field.uid, from, to }
}
