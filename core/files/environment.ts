import type { Registry } from '#core/definitions/index.ts'
import type { Records } from '#core/records/index.ts'
import type { Database } from '#core/storage/index.ts'
import type { ContentStore } from './content/content_store.ts'
import type { Scanner } from './receive/scanner.ts'

/** What every story of this room works with; made once by `createFiles`. */
export interface FilesEnvironment {
  readonly database: Database
  readonly registry: Registry
  readonly records: Pick<Records, 'get' | 'insertMany'>
  readonly clock: () => Date
  readonly store: ContentStore
  readonly scanner: Scanner
}
