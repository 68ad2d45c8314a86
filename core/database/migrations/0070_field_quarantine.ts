import { BaseSchema } from '@adonisjs/lucid/schema'
import { postgres } from '#core/storage/dialects/postgres.ts'
import { sqlite } from '#core/storage/dialects/sqlite.ts'

/**
 * Values that did not convert when a release changed the form of their field, and how releases that
 * move many values are getting on.
 */
export default class FieldQuarantine extends BaseSchema {
  override async up() {
    const { types } = this.db.dialect.name === 'postgres' ? postgres : sqlite
    const { id, text, integer, timestamp } = types
    const tables = [
      `CREATE TABLE field_quarantine (
        release_id ${integer} NOT NULL, entity_uid ${text} NOT NULL, field_uid ${text} NOT NULL,
        record_id ${id} NOT NULL, value ${text} NOT NULL, reason ${text} NOT NULL,
        discarded_at ${timestamp}, discarded_by ${text},
        PRIMARY KEY (release_id, field_uid, record_id))`,
      // state: migrating, failed; a release that needs no move has no row.
      `CREATE TABLE release_moves (
        release_id ${integer} NOT NULL PRIMARY KEY, state ${text} NOT NULL, base ${integer} NOT NULL,
        drafts ${text} NOT NULL, failure ${text}, started_at ${timestamp} NOT NULL,
        finished_at ${timestamp})`,
    ]
    for (const sql of tables) this.schema.raw(sql)
  }

  override async down() {
    for (const table of ['release_moves', 'field_quarantine']) this.schema.dropTable(table)
  }
}
