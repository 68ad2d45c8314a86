import { BaseSchema } from '@adonisjs/lucid/schema'

/** What processes tell each other over Socket.IO, where it is too long for a notification. */
export default class SocketAttachments extends BaseSchema {
  override async up() {
    if (this.db.dialect.name !== 'postgres') return
    this.schema.createTable('socket_io_attachments', (table) => {
      table.bigIncrements('id')
      table.timestamp('created_at', { useTz: true }).defaultTo(this.now())
      table.binary('payload')
    })
  }

  override async down() {
    if (this.db.dialect.name === 'postgres') this.schema.dropTable('socket_io_attachments')
  }
}
