/** Definitions and records of one process without a server: what a release does to tables and rows. */
import { randomBytes } from 'node:crypto'
import { systemActor } from '#engine/access/index.ts'
import { createDefinitions, startDefinitions } from '#core/definitions/index.ts'
import type { Definitions } from '#core/definitions/index.ts'
import {
  applySchema,
  createRecords,
  expandSchema,
  moveBatch,
  planMigrations,
} from '#core/records/index.ts'
import type { Records } from '#core/records/index.ts'
import type { Database } from '#core/storage/index.ts'
import { modulesFolder } from '../../../definitions/tests/support/library.ts'
import { freshDatabase } from '../../../../tests/harness/databases.ts'

export interface Workshop {
  readonly database: Database
  readonly definitions: Definitions
  readonly records: Records
  readonly registry: Awaited<ReturnType<typeof startDefinitions>>
  /** Days that the clock is ahead. */
  ahead(days: number): void
  /** Saves definitions as drafts and publishes them. @throws as publish */
  publish(
    documents: readonly Document[],
    map?: Record<string, Record<string, string>>
  ): Promise<string>
  drop(): Promise<void>
}

export interface Document extends Record<string, unknown> {
  kind: string
  key: string
}

export async function openWorkshop(documents: readonly Document[]): Promise<Workshop> {
  const { database, drop } = await freshDatabase()
  const files = modulesFolder()
  for (const one of documents) {
    const [module, name] = one.key.split('.')
    files.write(name ? `${module}/${one.kind}/${name}.json` : `${module}/module.json`, one)
  }
  let days = 0
  const clock = () => new Date(Date.now() + days * 86_400_000)
  const tables = {
    ...{ database, applySchema, clock },
    planSchema: (...[read, application, asked]: Parameters<Plan>) =>
      planMigrations(read, database.dialect, application, asked),
  }
  const registry = await startDefinitions({
    ...tables,
    folders: [files.folder],
    ...{ production: false, keepRelease: false, log: () => {} },
  })
  const definitions = createDefinitions({
    ...{ ...tables, registry, askForMove: async () => {} },
    moveTables: { expand: expandSchema, batch: moveBatch },
  })
  const records = createRecords({ database, registry, clock, cursorKey: randomBytes(32) })
  const by = systemActor.userId
  return {
    ...{ database, definitions, records, registry },
    ahead: (more) => void (days += more),
    async publish(changed, map) {
      for (const document of changed) {
        await definitions.drafts.save(document, document, { seen: null, by })
      }
      const { hash } = await definitions.releases.plan(map ? { map } : {})
      const { id } = await definitions.releases.publish({ plan: hash, note: 'test', by })
      return id
    },
    async drop() {
      files.drop()
      await drop()
    },
  }
}

type Plan = (
  read: Database['read'],
  application: Parameters<typeof planMigrations>[2],
  asked: Parameters<typeof planMigrations>[3]
) => ReturnType<typeof planMigrations>
