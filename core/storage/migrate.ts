import type { ApplicationService } from '@adonisjs/core/types'
import { MigrationRunner } from '@adonisjs/lucid/migration'
import type { Database } from './database.ts'

/**
 * Brings the engine's own tables (core/database/migrations) up to date. Tables of entities are not
 * made here but from their definitions.
 */
export async function migrate(database: Database, app: ApplicationService): Promise<void> {
  const runner = new MigrationRunner(database.lucid, app, {
    direction: 'up',
    connectionName: 'write',
  })
  await runner.run()
  if (runner.error) throw runner.error
}
