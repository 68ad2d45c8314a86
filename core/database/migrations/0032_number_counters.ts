import { BaseSchema } from '@adonisjs/lucid/schema'
import { postgres } from '#core/storage/dialects/postgres.ts'
import { sqlite } from '#core/storage/dialects/sqlite.ts'

/** The last number given in each series of serial numbers. */
export default class NumberCounters extends BaseSchema {
  override async up() {
    const { types } = this.db.dialect.name === 'postgres' ? postgres : sqlite

    this.schema.createTable('number_counters', (table) => {
      table.specificType('entity_uid', types.text).notNullable()
      // Values of the fields that `numbering.per` names, as JSON.
      table.specificType('series', types.text).notNullable()
      // Year, month or day the count began in; '' where it never starts again.
      table.specificType('period', types.text).notNullable()
      table.specificType('value', types.integer).notNullable()
      table.primary(['entity_uid', 'series', 'period'])
    })
  }

  override async down() {
    this.schema.dropTable('number_counters')
  }
}
