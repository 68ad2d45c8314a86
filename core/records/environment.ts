import type { Database } from '#core/storage/index.ts'
import type { Jobs } from '#core/jobs/index.ts'
import type { Registry } from '#core/definitions/index.ts'

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
}
