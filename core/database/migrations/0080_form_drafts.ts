import { BaseSchema } from '@adonisjs/lucid/schema'
import { postgres } from '#core/storage/dialects/postgres.ts'
import { sqlite } from '#core/storage/dialects/sqlite.ts'

/** Forms that people began to fill in: one for each person, entity, form and record. */
export default class FormDrafts extends BaseSchema {
  override async up() {
    const { types } = this.db.dialect.name === 'postgres' ? postgres : sqlite

    this.schema.createTable('form_drafts', (table) => {
      table.specificType('user_id', types.id).notNullable()
      table.specificType('entity_uid', types.text).notNullable()
      // Key of the form, '' for the entity's own.
      table.specificType('form', types.text).notNullable()
      // Id of the record that is changed, '' for a new one.
      table.specificType('record', types.text).notNullable()
      table.specificType('rev', types.integer).notNullable()
      table.specificType('title', types.text).notNullable()
      // JSON: what was entered, and what the form was opened with there.
      table.specificType('given', types.text).notNullable()
      table.specificType('saved_at', types.timestamp).notNullable()
      table.specificType('expires_at', types.timestamp).notNullable()
      table.primary(['user_id', 'entity_uid', 'form', 'record'])
      table.index(['expires_at'])
    })
  }

  override async down() {
    this.schema.dropTable('form_drafts')
  }
}
