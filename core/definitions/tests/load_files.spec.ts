import { utimesSync, writeFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { loadFiles } from '../load_files.ts'
import { book, libraryFolder, libraryModule, modulesFolder } from './support/library.ts'
import type { ModulesFolder } from './support/library.ts'

test.group('definitions | files', (group) => {
  let files: ModulesFolder
  group.each.setup(() => {
    files = libraryFolder()
    return () => files.drop()
  })
  const load = (cached = true) =>
    loadFiles({
      folders: [files.folder],
      ...(cached ? { cacheFolder: files.cacheFolder } : {}),
    })

  test('definitions come in one order, with address, hash and layer', ({ assert }) => {
    const { files: loaded, problems } = load(false)
    assert.isEmpty(problems)
    assert.deepEqual(
      loaded.map(({ kind, key, uid, layer }) => [kind, key, uid, layer]),
      [
        ['entity', 'library.book', 'ebook0001', 'product'],
        ['entity', 'library.reader', 'ereader01', 'product'],
        ['module', 'library', 'mlibrary1', 'product'],
      ]
    )
    for (const each of loaded) assert.match(each.hash, /^[0-9a-f]{64}$/)
  })

  test('the hash is that of the canonical text: white space and order of keywords do not count', ({
    assert,
  }) => {
    const before = load(false).files[0]
    const { title, uid, ...rest } = book
    files.write('library/entity/book.json', JSON.stringify({ uid, ...rest, title }, null, '\t'))
    const after = load(false).files[0]
    assert.equal(after?.hash, before?.hash)
    assert.equal(after?.text, before?.text)
  })

  test('a file that was not touched is not read again; a touched one is', ({ assert }) => {
    const first = load()
    const second = load()
    assert.deepEqual(
      second.files.map((file) => file.text),
      [null, null, null]
    )
    assert.deepEqual(
      second.files.map((file) => file.hash),
      first.files.map((file) => file.hash)
    )
    const path = join(files.folder, 'library/entity/book.json')
    utimesSync(path, new Date(), new Date(Date.now() + 5_000))
    assert.deepEqual(
      load().files.map((file) => file.text === null),
      [false, true, true]
    )
  })

  test('a change of the same size within the same second is seen', ({ assert }) => {
    const path = join(files.folder, 'library/entity/book.json')
    const { hash } = load().files[0]!
    const changed = readFileSync(path, 'utf8').replace('"title":"book"', '"title":"tome"')
    writeFileSync(path, changed)
    assert.notEqual(load().files[0]!.hash, hash)
  })

  test('a cache that is broken or of another version is as good as none', ({ assert }) => {
    load()
    const cache = join(files.cacheFolder, 'definitions.json')
    writeFileSync(cache, '{"version"')
    assert.isNotNull(load().files[0]!.text)
    writeFileSync(cache, readFileSync(cache, 'utf8').replace(/"version":"./, '"version":"-'))
    assert.isNotNull(load().files[0]!.text)
    assert.isNull(load().files[0]!.text)
  })

  test('samples are no definitions; everything else that lies there is a problem', ({ assert }) => {
    files.write('library/samples/library.book.jsonl', '{}')
    files.write('library/.DS_Store', 'x')
    assert.isEmpty(load().problems)
    files.write('library/entity/notes.txt', 'x')
    files.write('library/entity/Upper.json', {})
    files.write('library/entity/inner/book.json', {})
    files.write('library/notes.md', 'x')
    files.write('library/module/library.json', libraryModule)
    files.write('readme.md', 'x')
    assert.deepEqual(
      load().problems.map((p) => `${p.file?.split('/modules/')[1]} ${p.code}`),
      [
        'library/entity/Upper.json',
        'library/entity/inner',
        'library/entity/notes.txt',
        'library/module',
        'library/notes.md',
        'readme.md',
      ].map((file) => `${file} E_DEFINITION_STRAY_FILE`)
    )
    for (const problem of load().problems) assert.isNotEmpty(problem.fix)
  })

  test('a definition lies where its key says', ({ assert }) => {
    files.write('library/entity/shelf.json', book)
    const { problems } = load()
    assert.deepEqual(
      problems.map((p) => [p.code, p.pointer, p.key]),
      [['E_DEFINITION_MISPLACED', '/key', 'library.shelf']]
    )
    assert.lengthOf(load().problems, 1, 'the cache does not hide it')
  })

  test('bytes that are no text, and files too long to be a definition, are told', ({ assert }) => {
    files.write('library/entity/shelf.json', new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]))
    files.write('library/entity/long.json', ' '.repeat(2_000_000))
    assert.deepEqual(
      load().problems.map((p) => `${p.key} ${p.code}`),
      ['library.long E_DEFINITION_NOT_TEXT', 'library.shelf E_DEFINITION_NOT_TEXT']
    )
  })

  test('folders after the first are of the layer partner', ({ assert }) => {
    const plugin = modulesFolder()
    plugin.write('vehicle/module.json', { ...libraryModule, key: 'vehicle', uid: 'mvehicle1' })
    const { files: loaded } = loadFiles({ folders: [files.folder, plugin.folder] })
    plugin.drop()
    assert.deepEqual(
      loaded.map((each) => `${each.key} ${each.layer}`),
      ['library.book product', 'library.reader product', 'library product', 'vehicle partner']
    )
  })
})
