import { BaseSchema } from '@adonisjs/lucid/schema'
import { postgres } from '#core/storage/dialects/postgres.ts'
import { sqlite } from '#core/storage/dialects/sqlite.ts'

/** Commands that carried an `Idempotency-Key` and succeeded, for 24 hours. */
export default class Idempotency extends BaseSchema {
  override async up() {
    const { types } = this.db.dialect.name === 'postgres' ? postgres : sqlite

    this.schema.createTable('idempotency', (table) => {
      table.specificType('actor', types.text).notNullable()
      table.specificType('key', types.text).notNullable()
      table.specificType('request_hash', types.text).notNullable()
      table.specificType('status', types.integer).notNullable()
      table.specificType('entity_uid', types.text).notNullable()
      // Null only inside the transaction of a command that has not made its record yet.
      table.specificType('record_id', types.id).nullable()
      table.specificType('rev', types.integer).nullable()
      table.specificType('expires', types.timestamp).notNullable()
      table.primary(['actor', 'key'])
      table.index(['expires'])
    })
  }

  override async down() {
    this.schema.dropTable('idempotency')
  }
}
