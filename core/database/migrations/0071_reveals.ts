import { BaseSchema } from '@adonisjs/lucid/schema'
import { postgres } from '#core/storage/dialects/postgres.ts'
import { sqlite } from '#core/storage/dialects/sqlite.ts'

/** How many masked values each user looked at lately, and a way to find who looked at a record's. */
export default class Reveals extends BaseSchema {
  override async up() {
    const { types } = this.db.dialect.name === 'postgres' ? postgres : sqlite
    this.schema.raw(`CREATE TABLE reveal_windows (actor ${types.text} PRIMARY KEY,
      began_at ${types.timestamp} NOT NULL, used ${types.integer} NOT NULL)`)
    this.schema.raw(`CREATE INDEX audit_entries_reveals ON audit_entries (entity_uid, record_id)
      WHERE command = 'reveal'`)
  }

  override async down() {
    this.schema.raw('DROP INDEX audit_entries_reveals')
    this.schema.dropTable('reveal_windows')
  }
}
