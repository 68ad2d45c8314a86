import type { CompiledApplication, CompiledEntity } from '#engine/compile/compiled.ts'
import type { Transaction } from '#core/storage/index.ts'
import type { RecordEnvironment } from '../environment.ts'
import { recordAtRev } from '../history/record_at_rev.ts'
import type { StoredRecord } from '../storage/row_codec.ts'
import type { RecordCommand } from './commands.ts'
import { constraintRefusal } from './constraint_faults.ts'
import { claimKey, keepAnswer } from './idempotency.ts'
import { loadRows, withChildren } from './load_rows.ts'
import { finishCommand } from './participants.ts'
import { openContext } from './write_context.ts'
import type { WriteContext } from './write_context.ts'

/**
 * What a command answers, made inside its transaction so that nobody else's change is in it. Where
 * the same command was sent before, `record` is as it was then and `current` as it is now.
 */
export type Present<T> = (
  t: Transaction,
  entity: CompiledEntity,
  answer: { record: StoredRecord; current: StoredRecord }
) => Promise<T>

/**
 * Runs the steps of a command in one transaction, behind its idempotency key. What a constraint of
 * the database refuses, at once or at the commit, comes out as a fault of the record.
 */
export async function runCommand<T>(
  environment: RecordEnvironment,
  of: {
    application: CompiledApplication
    command: RecordCommand
    entity: CompiledEntity
    base: string
    present: Present<T>
  },
  steps: (context: WriteContext) => Promise<StoredRecord>
): Promise<T> {
  const { application, command, entity, base, present } = of
  try {
    return await environment.database.tx(async (t) => {
      const context = openContext(environment, application, t, command.actor)
      const earlier = await claimKey(context, command, entity)
      if (earlier) {
        return present(t, entity, await answerAgain(context, entity, earlier))
      }
      const record = await steps(context)
      await finishCommand(context)
      await keepAnswer(context, command, record)
      return present(t, entity, { record, current: record })
    })
  } catch (error) {
    throw constraintRefusal(environment.database, application, error, base)
  }
}

/** The record as it was when the command answered the first time. */
async function answerAgain(
  { t, entityOf }: WriteContext,
  entity: CompiledEntity,
  { id, rev }: { id: string; rev: number }
): Promise<{ record: StoredRecord; current: StoredRecord }> {
  const [row] = await withChildren(t, entity, entityOf, await loadRows(t, entity, [id], false))
  if (!row) throw new TypeError(`the record ${id} of an idempotency key is gone`)
  return { record: await recordAtRev(t, { entity, entityOf }, row, rev), current: row }
}
