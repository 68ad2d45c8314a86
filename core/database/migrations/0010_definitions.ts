import { BaseSchema } from '@adonisjs/lucid/schema'
import { postgres } from '#core/storage/dialects/postgres.ts'
import { sqlite } from '#core/storage/dialects/sqlite.ts'

/**
 * Where definitions live: immutable revisions by hash, the releases that name them, the one active
 * release, drafts, generated validators, the physical names already given, and leases.
 */
export default class Definitions extends BaseSchema {
  override async up() {
    const { types } = this.db.dialect.name === 'postgres' ? postgres : sqlite

    this.schema.createTable('definition_revisions', (table) => {
      table.specificType('hash', types.text).primary()
      table.specificType('kind', types.text).notNullable()
      table.specificType('key', types.text).notNullable()
      table.specificType('uid', types.text).notNullable()
      table.specificType('layer', types.text).notNullable()
      table.specificType('text', types.text).notNullable()
      table.index(['uid'])
    })
    this.schema.createTable('releases', (table) => {
      table.specificType('id', types.integer).primary()
      table.specificType('hash', types.text).notNullable()
      table.specificType('manifest', types.text).notNullable()
      table.specificType('note', types.text).notNullable()
      table.specificType('at', types.timestamp).notNullable()
      table.specificType('by', types.text).notNullable()
    })
    this.schema.createTable('release_head', (table) => {
      // Always 1: there is one head.
      table.specificType('one', types.integer).primary()
      table.specificType('release', types.integer).notNullable().references('releases.id')
      table.specificType('phase', types.integer).notNullable()
    })
    this.schema.createTable('drafts', (table) => {
      table.specificType('kind', types.text).notNullable()
      table.specificType('key', types.text).notNullable()
      table.specificType('uid', types.text).notNullable()
      // Revision the draft was begun from; null for a new definition.
      table.specificType('base', types.text).nullable()
      table.specificType('hash', types.text).notNullable()
      table.specificType('text', types.text).notNullable()
      table.specificType('at', types.timestamp).notNullable()
      table.specificType('by', types.text).notNullable()
      table.primary(['kind', 'key'])
    })
    this.schema.createTable('compiled_code', (table) => {
      table.specificType('hash', types.text).primary()
      table.specificType('text', types.text).notNullable()
    })
    this.schema.createTable('physical_names', (table) => {
      table.specificType('entity_uid', types.text).primary()
      // {"table": name, "columns": {field uid: name}}: what was ever given, never changed.
      table.specificType('names', types.text).notNullable()
    })
    this.schema.createTable('leases', (table) => {
      table.specificType('name', types.text).primary()
      table.specificType('holder', types.text).notNullable()
      table.specificType('until', types.timestamp).notNullable()
    })
  }

  override async down() {
    for (const table of [
      'leases',
      'physical_names',
      'compiled_code',
      'drafts',
      'release_head',
      'releases',
      'definition_revisions',
    ]) {
      this.schema.dropTable(table)
    }
  }
}
