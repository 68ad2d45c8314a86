import { BaseSchema } from '@adonisjs/lucid/schema'
import { postgres } from '#core/storage/dialects/postgres.ts'
import { sqlite } from '#core/storage/dialects/sqlite.ts'

/** The one queue of the product (core/jobs): what is to be done outside of the command that asked. */
export default class Jobs extends BaseSchema {
  override async up() {
    const { text, integer, timestamp } = this.columnTypes()
    const open = `WHERE state IN ('waiting', 'running')`
    const statements = [
      `CREATE TABLE jobs (
        id ${text} PRIMARY KEY, kind ${text} NOT NULL, key ${text}, state ${text} NOT NULL,
        priority ${integer} NOT NULL, due_at ${timestamp} NOT NULL,
        attempts ${integer} NOT NULL, most_attempts ${integer} NOT NULL, wanted ${integer} NOT NULL,
        lease_until ${timestamp}, lease_owner ${text},
        payload ${text} NOT NULL, place ${text}, done ${integer} NOT NULL, total ${integer},
        result ${text}, error ${text}, repeats ${text},
        created_by ${text} NOT NULL, created_at ${timestamp} NOT NULL,
        started_at ${timestamp}, finished_at ${timestamp})`,
      `CREATE INDEX jobs_due ON jobs (priority, due_at) ${open}`,
      `CREATE UNIQUE INDEX jobs_key ON jobs (key) ${open}`,
      `CREATE INDEX jobs_owner ON jobs (created_by, created_at)`,
      `CREATE INDEX jobs_finished ON jobs (finished_at) WHERE finished_at IS NOT NULL`,
    ]
    for (const sql of statements) this.schema.raw(sql)
  }

  override async down() {
    this.schema.dropTable('jobs')
  }

  private columnTypes() {
    return this.db.dialect.name === 'postgres' ? postgres.types : sqlite.types
  }
}
