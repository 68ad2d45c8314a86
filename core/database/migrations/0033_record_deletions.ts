import { BaseSchema } from '@adonisjs/lucid/schema'
import { postgres } from '#core/storage/dialects/postgres.ts'
import { sqlite } from '#core/storage/dialects/sqlite.ts'

/**
 * Records in the recycle bin: with which record each was removed, so that restoring that one brings
 * back what went along. A record removed by itself names itself.
 */
export default class RecordDeletions extends BaseSchema {
  override async up() {
    const { types } = this.db.dialect.name === 'postgres' ? postgres : sqlite

    this.schema.createTable('record_deletions', (table) => {
      table.specificType('entity_uid', types.text).notNullable()
      table.specificType('record_id', types.id).notNullable()
      table.specificType('root_uid', types.text).notNullable()
      table.specificType('root_id', types.id).notNullable()
      table.primary(['entity_uid', 'record_id'])
      table.index(['root_uid', 'root_id'])
    })
  }

  override async down() {
    this.schema.dropTable('record_deletions')
  }
}
