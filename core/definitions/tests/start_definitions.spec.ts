import { test } from '@japa/runner'
import type { StartOptions } from '#core/definitions/index.ts'
import { freshDatabase, openDatabase } from '../../../tests/harness/databases.ts'
import type { TestDatabase } from '../../../tests/harness/databases.ts'
import { DefinitionsInvalid } from '#core/definitions/index.ts'
import { book, entity, isbn, libraryFolder, reader, title } from './support/library.ts'
import type { ModulesFolder } from './support/library.ts'
import { count, start } from './support/starting.ts'

test.group('definitions | start', (group) => {
  let db: TestDatabase
  let files: ModulesFolder
  group.each.setup(async () => {
    db = await freshDatabase()
    files = libraryFolder()
    return async () => {
      files.drop()
      await db.drop()
    }
  })

  const problemsOf = async (work: Promise<unknown>) => {
    const error = await work.then(
      () => null,
      (thrown: unknown) => thrown
    )
    if (!(error instanceof DefinitionsInvalid)) throw error ?? new Error('the start did not end')
    return error.problems
  }

  test('the first start publishes the files as one release', async ({ assert }) => {
    const { registry, lines, applied } = await start(db.database, files, { version: '0.1.0' })
    assert.isTrue(registry.firstPublish)
    assert.equal(applied, 1)
    assert.deepEqual([...registry.current().entities.keys()].sort(), [book.key, reader.key])
    assert.equal(registry.releaseId, '1')
    assert.deepEqual(
      registry.list().map(({ kind, key, layer, title: named }) => [kind, key, layer, named]),
      [
        ['entity', 'library.book', 'product', 'book'],
        ['entity', 'library.reader', 'product', 'reader'],
        ['module', 'library', 'product', '图书馆'],
      ]
    )
    const [release] = await db.database.read.all('SELECT * FROM releases')
    assert.equal(release!.note, 'files 0.1.0')
    assert.equal(release!.by, 'system')
    assert.match(String(release!.at), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    assert.equal(release!.hash, registry.current().hash)
    assert.equal(await count(db.database, 'leases'), 0)
    assert.lengthOf(lines, 1)
  })

  test('the second start with the same files publishes nothing and compiles no validator', async ({
    assert,
  }) => {
    const first = await start(db.database, files)
    const written: string[] = []
    const stop = db.database.onStatement(({ sql }) => written.push(sql))
    const second = await start(db.database, files)
    stop()
    assert.isFalse(second.registry.firstPublish)
    assert.equal(second.applied, 0)
    assert.equal(second.registry.releaseId, '1')
    assert.equal(second.registry.current().hash, first.registry.current().hash)
    // Compiled text is kept the moment it is made: nothing written, so nothing was compiled.
    assert.deepEqual(
      written.filter((sql) => !sql.startsWith('SELECT')),
      []
    )
    assert.lengthOf(second.registry.validate(second.registry.entity(book.key), { isbn: 'x' }), 1)
  })

  test('a changed file becomes a new release; revisions that stay are not kept twice', async ({
    assert,
  }) => {
    const first = await start(db.database, files)
    assert.equal(await count(db.database, 'definition_revisions'), 3)
    files.write('library/entity/book.json', { ...book, title: '图书' })
    const { registry, lines } = await start(db.database, files)
    assert.isFalse(registry.firstPublish)
    assert.equal(registry.releaseId, '2')
    assert.equal(registry.entity(book.key).title, '图书')
    assert.notEqual(registry.current().hash, first.registry.current().hash)
    assert.equal(await count(db.database, 'definition_revisions'), 4)
    assert.include(lines.join(), '新增 0、修改 1、停用 0')
  })

  test('while values of a release are being moved the head stays, and the next start takes the files', async ({
    assert,
  }) => {
    await start(db.database, files)
    const at = new Date().toISOString()
    await db.database.tx((t) =>
      t.run(
        `INSERT INTO release_moves (release_id, state, base, plan, done, total, started_at)
         VALUES (1, 'migrating', 1, '{}', 0, 9, ?)`,
        [at]
      )
    )
    files.write('library/entity/book.json', { ...book, title: '图书' })
    const { registry, lines } = await start(db.database, files)
    assert.equal(registry.releaseId, '1')
    assert.include(lines.join(), '版本 1 还在换算数据')
    await db.database.tx((t) => t.run(`UPDATE release_moves SET state = 'done'`))
    assert.equal((await start(db.database, files)).registry.releaseId, '2')
  })

  test('a file written anew with the same content changes nothing', async ({ assert }) => {
    await start(db.database, files)
    files.write('library/entity/book.json', JSON.stringify(book, null, 4) + '\n\n')
    const { registry } = await start(db.database, files)
    assert.equal(registry.releaseId, '1')
  })

  test('broken files end the start with every problem of all of them', async ({ assert }) => {
    files.write('library/entity/book.json', { ...book, titelField: 'title' })
    files.write('library/entity/reader.json', '{ "kind": "entity", ')
    files.write('library/entity/shelf.json', {
      ...entity('shelf', 'eshelf001', { title }),
      kind: 'view',
    })
    files.write('library/entites/case.json', {})
    const problems = await problemsOf(start(db.database, files))
    const found = problems.map((p) => `${p.file?.split('/modules/')[1]}#${p.pointer} ${p.code}`)
    assert.include(found, 'library/entity/book.json#/titelField E_DEFINITION_UNKNOWN_PROPERTY')
    assert.include(found, 'library/entity/shelf.json#/kind E_DEFINITION_MISPLACED')
    assert.include(found, 'library/entites# E_DEFINITION_STRAY_FILE')
    assert.isTrue(found.some((line) => line.startsWith('library/entity/reader.json#')))
    const unknown = problems.find((p) => p.pointer === '/titelField')
    assert.equal(unknown?.fix, '是不是“titleField”？')
    assert.equal(await count(db.database, 'releases'), 0)
    assert.equal(await count(db.database, 'leases'), 0)
  })

  test('keepRelease goes on with the head and logs every problem', async ({ assert }) => {
    files.write('library/entity/reader.json', { ...reader, nonsense: 1 })
    await problemsOf(start(db.database, files, { keepRelease: true }))
    files.write('library/entity/reader.json', reader)
    await start(db.database, files)
    files.write('library/entity/reader.json', { ...reader, nonsense: 1 })
    await problemsOf(start(db.database, files))
    const { registry, lines } = await start(db.database, files, { keepRelease: true })
    assert.equal(registry.releaseId, '1')
    assert.isTrue(lines.some((line) => line.includes('reader.json#/nonsense')))
  })

  test('in production the head stays in force and the log says what to do', async ({ assert }) => {
    const first = await start(db.database, files, { production: true })
    assert.isTrue(first.registry.firstPublish)
    files.write('library/entity/book.json', { ...book, title: '图书' })
    const { registry, lines } = await start(db.database, files, { production: true })
    assert.equal(registry.releaseId, '1')
    assert.equal(registry.entity(book.key).title, 'book')
    assert.include(lines.join(), 'guiju upgrade --plan')
  })

  test('values are converted by a start only where every one has its counterpart', async ({
    assert,
  }) => {
    await start(db.database, files)
    const changed = { 'type': 'integer', 'title': '书号', 'x-uid': isbn['x-uid'] }
    files.write('library/entity/book.json', entity('book', book.uid, { title, isbn: changed }))
    const converting = (failing: number, movingRows = 3): StartOptions['planSchema'] => {
      const converts = {
        of: { entity: book.uid, field: isbn['x-uid'] },
        ok: 2,
        rounded: 0,
        failing,
        samples: [],
      }
      const about = { statement: '', about: '书号换算', lock: 'write' as const, seconds: 0 }
      const migrations = [{ ...about, rows: movingRows, converts }]
      return async () => ({ migrations, problems: [], movingRows })
    }
    for (const planSchema of [converting(1), converting(0, 10_001)]) {
      const { registry, lines } = await start(db.database, files, { planSchema })
      assert.equal(registry.releaseId, '1')
      assert.equal(registry.entity(book.key).fields.get('isbn')?.type.name, 'text')
      assert.isTrue(lines.some((line) => line.includes('书号换算')))
    }
    const { registry } = await start(db.database, files, { planSchema: converting(0) })
    assert.equal(registry.entity(book.key).fields.get('isbn')?.type.name, 'integer')
    const { column, mirrors } = registry.entity(book.key).fields.get('isbn')!
    assert.match(column!, /_r2$/)
    assert.containSubset(mirrors, [{ form: { type: 'text' } }])
  })

  test('what no conversion can bring about is not done by a start', async ({ assert }) => {
    await start(db.database, files)
    const changed = { 'title': '书号', 'x-type': 'relations', 'x-uid': isbn['x-uid'] }
    const linked = { ...changed, 'x-relation': { to: reader.key, onDelete: 'empty' } }
    files.write('library/entity/book.json', entity('book', book.uid, { title, isbn: linked }))
    const { registry, lines } = await start(db.database, files)
    assert.equal(registry.releaseId, '1')
    assert.isTrue(lines.some((line) => line.includes('library.book.isbn')))
  })

  test('a definition whose file is gone is retired: out of the release, its table kept', async ({
    assert,
  }) => {
    const { registry: before } = await start(db.database, files)
    const { table } = before.entity(reader.key)
    files.remove('library/entity/reader.json')
    const { registry, lines } = await start(db.database, files)
    assert.deepEqual([...registry.current().entities.keys()], [book.key])
    assert.throws(() => registry.entity(reader.key), /E_DEFINITION_UNKNOWN/)
    assert.include(lines.join(), '停用 1')
    assert.isNotEmpty(await db.database.read.all(db.database.dialect.columnsOf, [table]))
    assert.equal(await count(db.database, 'definition_revisions'), 3)
  })

  test('a renamed field and entity keep their column and table', async ({ assert }) => {
    const { registry: before } = await start(db.database, files)
    const was = before.entity(book.key)
    files.remove('library/entity/book.json')
    files.write('library/entity/volume.json', entity('volume', book.uid, { caption: title, isbn }))
    const { registry, applied } = await start(db.database, files)
    const now = registry.entity('library.volume')
    assert.equal(applied, 1)
    assert.equal(now.table, was.table)
    assert.equal(now.fields.get('caption')?.column, was.fields.get('title')?.column)
    const [names] = await db.database.read.all(
      'SELECT count(*) AS n FROM physical_names WHERE entity_uid = ?',
      [book.uid]
    )
    assert.deepEqual(names, { n: 1 })
  })

  test('a failure while tables are made leaves nothing behind', async ({ assert }) => {
    const failing = start(db.database, files, {
      applySchema: async (t) => {
        await t.run('CREATE TABLE half_made (n INTEGER)')
        throw new Error('no space')
      },
    })
    await assert.rejects(() => failing, 'no space')
    for (const table of ['releases', 'release_head', 'definition_revisions', 'leases']) {
      assert.equal(await count(db.database, table), 0)
    }
    assert.isEmpty(await db.database.read.all(db.database.dialect.columnsOf, ['half_made']))
    assert.isTrue((await start(db.database, files)).registry.firstPublish)
  })

  test('two processes that start at once publish once', async ({ assert }) => {
    const another = await openDatabase(db.location)
    const both = await Promise.all([start(db.database, files), start(another, files)])
    await another.close()
    assert.deepEqual(
      both.map(({ registry }) => registry.releaseId),
      ['1', '1']
    )
    assert.equal(both.filter(({ registry }) => registry.firstPublish).length, 1)
    assert.equal(both[0].applied + both[1].applied, 1)
    assert.equal(await count(db.database, 'releases'), 1)
    assert.equal(await count(db.database, 'leases'), 0)
  })

  test('a lease left by a killed process ends by itself; one in force is waited for', async ({
    assert,
  }) => {
    const lease = (until: number) =>
      db.database.tx((t) =>
        t.run(`INSERT INTO leases (name, holder, until) VALUES ('boot', 'gone', ?)`, [
          new Date(until).toISOString(),
        ])
      )
    await lease(Date.now() + 600)
    const began = performance.now()
    const { registry } = await start(db.database, files)
    assert.isAbove(performance.now() - began, 500)
    assert.equal(registry.releaseId, '1')
    assert.equal(await count(db.database, 'leases'), 0)
  })

  test('refresh() changes to a release another process published, and tells the listeners', async ({
    assert,
  }) => {
    const { registry } = await start(db.database, files)
    const before = registry.pinned()
    const seen: string[] = []
    const stop = registry.onChange((application) => seen.push(application.hash))
    assert.isFalse(await registry.refresh())
    files.write(
      'library/entity/book.json',
      entity('book', book.uid, { title, isbn: { ...isbn, pattern: '^[0-9]{10}$' } })
    )
    const other = await start(db.database, files)
    assert.equal(registry.releaseId, '1')
    const [first, second] = await Promise.all([registry.refresh(), registry.refresh()])
    assert.isTrue(first && second)
    assert.equal(registry.releaseId, '2')
    assert.deepEqual(seen, [other.registry.current().hash])
    // Whoever began under the release of before finishes under it, in either language.
    assert.equal(before.releaseId, '1')
    const faults = (one: typeof before) =>
      one.validate(one.entity(book.key), { isbn: '9787111111111' })
    for (const one of [before, before.inLanguage('en')]) assert.lengthOf(faults(one), 0)
    for (const one of [registry, before.pinned(), before.inLanguage('en').pinned()]) {
      assert.equal(one.releaseId, '2')
      assert.lengthOf(faults(one), 1)
    }
    stop()
  })

  test('text() is the canonical text, and its hash is the revision', async ({ assert }) => {
    const { registry } = await start(db.database, files)
    const found = registry.text('entity', book.key)
    assert.match(found!.text, /^\{\n  "kind": "entity",\n  "key": "library.book",[^]*\}\n$/)
    assert.equal(found!.hash, registry.entity(book.key).hash)
    assert.isNull(registry.text('entity', 'library.nothing'))
    assert.deepEqual(
      registry.list({ kind: 'entity', module: 'library' }).map((d) => d.key),
      [book.key, reader.key]
    )
    assert.isEmpty(registry.list({ module: 'vehicle' }))
  })
})
