import { BaseSchema } from '@adonisjs/lucid/schema'
import { postgres } from '#core/storage/dialects/postgres.ts'
import { sqlite } from '#core/storage/dialects/sqlite.ts'

/**
 * What keeps stored formulas and rollups true: by which definition the values that are there were
 * computed, and which records still wait for a job because too many depended on one change.
 */
export default class ComputedFields extends BaseSchema {
  override async up() {
    const { text, integer, timestamp } = this.columnTypes()
    const tables = [
      `CREATE TABLE computed_fields (
        entity_uid ${text} NOT NULL, field_uid ${text} NOT NULL, digest ${text} NOT NULL,
        PRIMARY KEY (entity_uid, field_uid))`,
      // A mark says: records that reach \`target\` by this way, with ids behind \`place\`, are stale.
      `CREATE TABLE computed_stale (
        way ${text} NOT NULL, hop ${integer} NOT NULL, target ${text} NOT NULL,
        fields ${text} NOT NULL, place ${text} NOT NULL, round ${integer} NOT NULL,
        since ${timestamp} NOT NULL, PRIMARY KEY (way, hop, target))`,
    ]
    for (const sql of tables) this.schema.raw(sql)
  }

  override async down() {
    for (const table of ['computed_stale', 'computed_fields']) this.schema.dropTable(table)
  }

  private columnTypes() {
    return this.db.dialect.name === 'postgres' ? postgres.types : sqlite.types
  }
}
