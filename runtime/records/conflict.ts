import type { RecordJson } from '#runtime/client/records.ts'

/** What others saved on fields that were changed here too. */
export interface Conflict {
  fields: readonly string[]
  theirs: RecordJson
}
