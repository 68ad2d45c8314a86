import { test } from '@japa/runner'
import { freshDatabase } from '../../../../tests/harness/databases.ts'
import { compileSet } from '../../registry/compile_set.ts'
import { readNames, writeNames } from '../../releases/physical_names.ts'
import { entity, libraryModule, title } from '../support/library.ts'

const checkShape = () => []
const documents = (name: string) =>
  [libraryModule, entity('book', 'book0001', { name: { ...title, title: name } })].map(
    (document) => ({ layer: 'site' as const, text: JSON.stringify(document) })
  )

test.group('definitions | compiling a set', () => {
  test('what was compiled last is not compiled again, unless anything about it changed', async ({
    assert,
  }) => {
    const { database, drop } = await freshDatabase()
    const names = await readNames(database.read)
    const first = await compileSet(documents('书名'), names, checkShape)
    assert.isEmpty(first.problems)
    const recorded = await readNames(database.read)
    assert.strictEqual(await compileSet(documents('书名'), recorded, checkShape), first)

    const other = await compileSet(documents('题名'), names, checkShape)
    assert.equal(other.application!.entities.get('library.book')!.fields.get('name')!.title, '题名')

    await database.tx((t) =>
      writeNames(t, new Map([['book0001', { table: 'e_book_old', isChild: false, columns: {} }]]))
    )
    const renamed = await compileSet(documents('题名'), await readNames(database.read), checkShape)
    assert.equal(renamed.application!.entities.get('library.book')!.table, 'e_book_old')
    await drop()
  })

  test('two who ask at the same time get the same', async ({ assert }) => {
    const names = new Map()
    const both = await Promise.all([
      compileSet(documents('一'), names, checkShape),
      compileSet(documents('一'), names, checkShape),
    ])
    assert.strictEqual(both[0], both[1])
  })
})
