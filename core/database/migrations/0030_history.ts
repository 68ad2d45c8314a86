import { BaseSchema } from '@adonisjs/lucid/schema'
import { postgres } from '#core/storage/dialects/postgres.ts'
import { sqlite } from '#core/storage/dialects/sqlite.ts'

/**
 * What happened: one row of history for each revision of a record, and an audit entry for each
 * command and security event, with a digest of its own (and that of its row of history).
 */
export default class History extends BaseSchema {
  override async up() {
    const { types } = this.db.dialect.name === 'postgres' ? postgres : sqlite

    this.schema.createTable('record_history', (table) => {
      table.bigIncrements('seq')
      table.specificType('entity_uid', types.text).notNullable()
      table.specificType('record_id', types.id).notNullable()
      table.specificType('rev', types.integer).notNullable()
      table.specificType('at', types.timestamp).notNullable()
      // Id of the user, or `system`.
      table.specificType('actor', types.text).notNullable()
      table.specificType('on_behalf_of', types.text).nullable()
      table.specificType('command', types.text).notNullable()
      table.specificType('release', types.text).notNullable()
      table.specificType('reason', types.text).nullable()
      table.specificType('changes', types.text).notNullable()
      // The whole record in the same shape as `changes`, every 50th revision.
      table.specificType('snapshot', types.text).nullable()
      table.unique(['entity_uid', 'record_id', 'rev'], { indexName: 'record_history_revision' })
    })
    this.schema.createTable('audit_entries', (table) => {
      table.bigIncrements('seq')
      table.specificType('at', types.timestamp).notNullable()
      table.specificType('actor', types.text).notNullable()
      table.specificType('on_behalf_of', types.text).nullable()
      table.specificType('command', types.text).notNullable()
      // Null where the event is not about a record (a sign-in).
      table.specificType('entity_uid', types.text).nullable()
      table.specificType('record_id', types.id).nullable()
      table.specificType('rev', types.integer).nullable()
      table.specificType('request_id', types.text).nullable()
      table.specificType('history_digest', types.text).nullable()
      // JSON, for events that have no row of history.
      table.specificType('details', types.text).nullable()
      table.specificType('digest', types.text).notNullable()
    })
  }

  override async down() {
    this.schema.dropTable('audit_entries')
    this.schema.dropTable('record_history')
  }
}
