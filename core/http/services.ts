import type { Definitions, Registry } from '#core/definitions/index.ts'
import type { Files } from '#core/files/index.ts'
import type { Identity } from '#core/identity/index.ts'
import type { Jobs } from '#core/jobs/index.ts'
import type { Preferences } from '#core/preferences/index.ts'
import type { FormDrafts, Records } from '#core/records/index.ts'
import type { Database } from '#core/storage/index.ts'
import type { TrustsProxy } from './request/connection.ts'
import type { StaticFiles } from './static/static_files.ts'
import type { StatementLog } from './statement_log.ts'

/** What controllers work with; made once by the composition root. */
export interface Services {
  readonly database: Database
  readonly registry: Registry
  readonly definitions: Definitions
  readonly records: Records
  readonly formDrafts: FormDrafts
  readonly identity: Identity
  readonly preferences: Preferences
  readonly jobs: Jobs
  readonly uploads: Files
  readonly files: StaticFiles
  /** Version of the product, shown in openapi.json only. */
  readonly version: string
  /** Modules this process serves; null = all. */
  readonly modules: readonly string[] | null
  /** Proxies whose `X-Forwarded-*` is believed. */
  readonly trustsProxy: TrustsProxy
  /** Passwords are taken over an encrypted connection only, or from the machine itself. */
  readonly encryptedOnly: boolean
  /** Only with GUIJU_TEST=1. */
  readonly statements: StatementLog | null
  /** False while the process starts or stops: the proxy sends no more requests. */
  readonly isReady: () => boolean
}
