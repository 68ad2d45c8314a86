import { BaseSchema } from '@adonisjs/lucid/schema'

/** Empty for ever: touching it takes SQLite's write lock at the start of a transaction. */
export default class TxGate extends BaseSchema {
  override async up() {
    this.schema.createTable('tx_gate', (table) => {
      table.integer('n').primary()
    })
  }

  override async down() {
    this.schema.dropTable('tx_gate')
  }
}
