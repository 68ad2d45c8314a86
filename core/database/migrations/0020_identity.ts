import { BaseSchema } from '@adonisjs/lucid/schema'
import { postgres } from '#core/storage/dialects/postgres.ts'
import { sqlite } from '#core/storage/dialects/sqlite.ts'

/**
 * Identity's own tables (definitions.md "People and organisation"). Users are records of the
 * anchored entity; secrets never lie in an entity. No foreign key leads to the users' table: it is
 * made from its definition, after these.
 */
export default class Identity extends BaseSchema {
  override async up() {
    const { id, text, integer, boolean, timestamp } = this.columnTypes()
    const tables = [
      `CREATE TABLE identity_credentials (
        user_id ${id} PRIMARY KEY, password ${text}, must_change ${boolean} NOT NULL,
        sample ${boolean} NOT NULL, changed_at ${timestamp} NOT NULL)`,
      `CREATE TABLE identity_sessions (
        hash ${text} PRIMARY KEY, user_id ${id} NOT NULL, address ${text}, agent ${text},
        created_at ${timestamp} NOT NULL, seen_at ${timestamp} NOT NULL,
        expires_at ${timestamp} NOT NULL)`,
      `CREATE INDEX identity_sessions_user ON identity_sessions (user_id)`,
      `CREATE TABLE identity_tokens (
        id ${id} PRIMARY KEY, hash ${text} NOT NULL UNIQUE, user_id ${id} NOT NULL,
        name ${text} NOT NULL, scopes ${text} NOT NULL, created_at ${timestamp} NOT NULL,
        expires_at ${timestamp} NOT NULL)`,
      `CREATE INDEX identity_tokens_user ON identity_tokens (user_id)`,
      `CREATE TABLE identity_attempts (
        subject ${text} PRIMARY KEY, failures ${integer} NOT NULL, since ${timestamp} NOT NULL)`,
      `CREATE INDEX identity_attempts_since ON identity_attempts (since)`,
      `CREATE TABLE role_assignments (
        id ${id} PRIMARY KEY, user_id ${id} NOT NULL, role ${text} NOT NULL, organization ${id},
        from_at ${timestamp}, until_at ${timestamp})`,
      `CREATE UNIQUE INDEX role_assignments_once
        ON role_assignments (user_id, role, COALESCE(CAST(organization AS text), ''))`,
      `CREATE TABLE installation_steps (step ${text} PRIMARY KEY, at ${timestamp} NOT NULL)`,
    ]
    for (const sql of tables) this.schema.raw(sql)
  }

  override async down() {
    for (const table of [
      'installation_steps',
      'role_assignments',
      'identity_attempts',
      'identity_tokens',
      'identity_sessions',
      'identity_credentials',
    ]) {
      this.schema.dropTable(table)
    }
  }

  private columnTypes() {
    return this.db.dialect.name === 'postgres' ? postgres.types : sqlite.types
  }
}
