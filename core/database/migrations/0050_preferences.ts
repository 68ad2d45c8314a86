import { BaseSchema } from '@adonisjs/lucid/schema'
import { postgres } from '#core/storage/dialects/postgres.ts'
import { sqlite } from '#core/storage/dialects/sqlite.ts'

/** What people set up for themselves: views they saved, the one a list opens with, their language. */
export default class Preferences extends BaseSchema {
  override async up() {
    const { id, text, integer, boolean, timestamp } = this.columnTypes()
    const tables = [
      `CREATE TABLE saved_views (
        id ${id} PRIMARY KEY, entity_uid ${text} NOT NULL, owner ${id} NOT NULL,
        title ${text} NOT NULL, shared ${boolean} NOT NULL, rev ${integer} NOT NULL,
        config ${text} NOT NULL, names ${text} NOT NULL,
        created_at ${timestamp} NOT NULL, updated_at ${timestamp} NOT NULL)`,
      `CREATE INDEX saved_views_entity ON saved_views (entity_uid, owner)`,
      `CREATE TABLE saved_view_defaults (
        user_id ${id} NOT NULL, entity_uid ${text} NOT NULL, view_id ${id} NOT NULL,
        PRIMARY KEY (user_id, entity_uid))`,
      `CREATE INDEX saved_view_defaults_view ON saved_view_defaults (view_id)`,
      `CREATE TABLE identity_preferences (user_id ${id} PRIMARY KEY, language ${text})`,
    ]
    for (const sql of tables) this.schema.raw(sql)
  }

  override async down() {
    for (const table of ['identity_preferences', 'saved_view_defaults', 'saved_views']) {
      this.schema.dropTable(table)
    }
  }

  private columnTypes() {
    return this.db.dialect.name === 'postgres' ? postgres.types : sqlite.types
  }
}
