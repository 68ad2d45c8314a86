import type { Actor } from '#engine/access/index.ts'
import type { Database } from '#core/storage/index.ts'
import type { Jobs } from '#core/jobs/index.ts'
import type { Registry } from '#core/definitions/index.ts'
import type { RecordParticipant } from './write/participants.ts'

/** What every story of this room works with; made once by the composition root. */
export interface RecordEnvironment {
  readonly database: Database
  /** The active definitions. */
  readonly registry: Registry
  readonly clock: () => Date
  /** Takes what is too much for one command. */
  readonly jobs: Pick<Jobs, 'enqueue'>
  /** Secret that signs cursors, 32 bytes; the same in every process of one installation. */
  readonly cursorKey: Uint8Array
  /** Of one request: aborted when whoever asked has gone, so that nothing is read for nobody. */
  readonly signal?: AbortSignal | undefined
  /** Rooms above that have a say in every write, in this order. */
  readonly participants?: readonly RecordParticipant[]
}

/**
 * The same for one actor and one question: he is answered in his language, for faults, history and
 * explanations name fields, states and entities; and by one release, whatever is published meanwhile.
 */
export function seenBy(environment: RecordEnvironment, { language }: Actor): RecordEnvironment {
  const registry = environment.registry.inLanguage(language).pinned()
  return { ...environment, registry }
}
