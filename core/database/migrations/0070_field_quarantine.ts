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
      'CREATE INDEX field_quarantine_value ON field_quarantine (field_uid, record_id)',
      // state: migrating, done, failed; a release that moves few values has no row.
      `CREATE TABLE release_moves (
        release_id ${integer} NOT NULL PRIMARY KEY, state ${text} NOT NULL, base ${integer} NOT NULL,
        plan ${text} NOT NULL, done ${integer} NOT NULL, total ${integer} NOT NULL,
        failure ${text}, started_at ${timestamp} NOT NULL, finished_at ${timestamp})`,
      // What a release filled in, so that the way back takes it out.
      `CREATE TABLE field_fills (
        release_id ${integer} NOT NULL, entity_uid ${text} NOT NULL, field_uid ${text} NOT NULL,
        record_id ${id} NOT NULL, was ${text} NOT NULL, now ${text} NOT NULL,
        PRIMARY KEY (release_id, field_uid, record_id))`,
      // What each process runs; a phase of a move begins when all run the one before.
      `CREATE TABLE process_heartbeats (
        process ${text} NOT NULL PRIMARY KEY, release ${integer} NOT NULL, phase ${integer} NOT NULL,
        at ${timestamp} NOT NULL)`,
    ]
    for (const sql of tables) this.schema.raw(sql)
  }

  override async down() {
    for (const table of ['process_heartbeats', 'field_fills', 'release_moves', 'field_quarantine'])
      this.schema.dropTable(table)
  }
}
