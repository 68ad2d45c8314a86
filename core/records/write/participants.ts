import type { CompiledApplication } from '#engine/compile/compiled.ts'
import type { Transaction } from '#core/storage/index.ts'
import { followDependents } from '../computed/change/follow_dependents.ts'
import type { Following } from '../computed/change/follow_dependents.ts'
import { closeCommand } from './under_head.ts'
import type { WriteContext, WrittenChange } from './write_context.ts'

/** What one command wrote, with what is computed from it; still inside its transaction. */
export interface RecordsWritten {
  readonly t: Transaction
  readonly application: CompiledApplication
  /** The instant of the command. */
  readonly now: Date
  readonly changes: readonly WrittenChange[]
}

/**
 * What another room has to say to every write, through whichever door it came: it may read and write
 * through `t`, and a Refusal of it undoes the command. Never the network, never a file.
 */
export type RecordParticipant = (written: RecordsWritten) => Promise<void>

/**
 * The end of every command: what depends on what was written follows, the other rooms are asked, and
 * the audit is closed.
 *
 * @throws E_RECORD_INVALID when what would be computed has too many digits, and what participants throw
 */
export async function finishCommand(context: WriteContext, following?: Following): Promise<void> {
  const changes = await followDependents(context, following)
  const { t, application, at, environment } = context
  const written = { t, application, now: new Date(at), changes }
  for (const participant of environment.participants ?? []) await participant(written)
  await closeCommand(context)
}
