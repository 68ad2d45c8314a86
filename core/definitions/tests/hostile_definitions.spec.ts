import { createServer } from 'node:net'
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import type { AddressInfo } from 'node:net'
import { test } from '@japa/runner'
import { freshDatabase } from '../../../tests/harness/databases.ts'
import type { TestDatabase } from '../../../tests/harness/databases.ts'
import { DefinitionsInvalid } from '#core/definitions/index.ts'
import { shapeChecker } from '../registry/shape_checker.ts'
import type { Problem } from '#engine/problems.ts'
import { book, entity, libraryFolder, title } from './support/library.ts'
import type { ModulesFolder } from './support/library.ts'
import { count, start } from './support/starting.ts'
import { leastCpu } from '../../../tests/harness/cpu_time.ts'

test.group('definitions | hostile files', (group) => {
  let db: TestDatabase
  let files: ModulesFolder
  group.setup(async () => {
    db = await freshDatabase()
    await shapeChecker(db.database)
    return () => db.drop()
  })
  group.each.setup(() => {
    files = libraryFolder()
    return () => files.drop()
  })

  /** Starts and answers the problems about one file; no release may come of it. */
  const problemsWith = async (path: string, content: object | string): Promise<Problem[]> => {
    files.write(path, content)
    const before = await count(db.database, 'releases')
    const error = await start(db.database, files).then(
      () => null,
      (thrown: unknown) => thrown
    )
    if (!(error instanceof DefinitionsInvalid)) throw error ?? new Error('the start did not end')
    if ((await count(db.database, 'releases')) !== before) throw new Error('a release was made')
    return error.problems.filter((problem) => problem.file?.endsWith(path))
  }

  const nested = (depth: number) =>
    `{"kind":"entity","key":"library.deep","uid":"edeep0001","title":"x","schema":${'{"properties":{"a":'.repeat(depth)}{}${'}}'.repeat(depth)}}`

  test('T003 definitions nested 1,000 and 5,000 deep are refused at once', async ({ assert }) => {
    for (const depth of [1_000, 5_000]) {
      const refused = () => problemsWith('library/entity/deep.json', nested(depth))
      const problems = await refused()
      assert.isBelow(await leastCpu(250, refused), 250)
      assert.deepEqual(
        problems.map((problem) => problem.code),
        ['E_DEFINITION_TOO_DEEP']
      )
      assert.isBelow(JSON.stringify(problems).length, 4_000)
    }
  })

  test('T004 an entity with 3,000 properties is refused in one line', async ({ assert }) => {
    const properties = Object.fromEntries(
      Array.from({ length: 3_000 }, (_, n) => [
        `f${n}`,
        { 'type': 'string', 'title': 'x', 'x-uid': `field${String(n).padStart(5, '0')}` },
      ])
    )
    const wide = entity('wide', 'ewide0001', properties)
    const problems = await problemsWith('library/entity/wide.json', wide)
    assert.isNotEmpty(problems)
    assert.isTrue(problems.every((p) => /TOO_(MANY_PROPERTIES|LARGE)$/.test(p.code)))
    assert.isBelow(JSON.stringify(problems).length, 4_000)
  })

  test('T007 references outside are refused; nothing is connected to or opened', async ({
    assert,
  }) => {
    let connections = 0
    const server = createServer((socket) => {
      connections += 1
      socket.destroy()
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const places = [
      `http://127.0.0.1:${port}/x`,
      'file:///etc/passwd',
      `//127.0.0.1:${port}/x`,
      '/etc/passwd',
      '#/$defs/x',
    ]
    const opened = watchOpening()
    try {
      for (const place of places) {
        const properties = {
          name: { ...title, 'x-uid': 'fother02' },
          other: { 'type': 'string', '$ref': place, 'title': 'x', 'x-uid': 'fother01' },
        }
        const problems = await problemsWith(
          'library/entity/far.json',
          entity('far', 'efar00001', properties)
        )
        assert.deepEqual(
          problems.map((problem) => `${problem.pointer} ${problem.code}`),
          ['/schema/properties/other/$ref E_DEFINITION_UNKNOWN_PROPERTY']
        )
      }
    } finally {
      opened.stop()
      await new Promise((resolve) => server.close(resolve))
    }
    assert.equal(connections, 0)
    assert.isNotEmpty(opened.paths)
    assert.isEmpty(opened.paths.filter((path) => path.includes('passwd')))
  })

  test('T010 members of the prototype are refused by name', async ({ assert }) => {
    const text = JSON.stringify(book).replace(
      '"title":"book"',
      '"title":"book","__proto__":{"x":1}'
    )
    const problems = await problemsWith('library/entity/book.json', text)
    assert.isTrue(problems.some((problem) => problem.pointer === '/__proto__'))
    assert.isUndefined(({} as { x?: unknown }).x)
  })

  test('T008 odd names are refused, or get names of their own; no table that exists is changed', async ({
    assert,
  }) => {
    const tables = await tablesOf(db)
    const odd = [
      '__proto__',
      'constructor',
      'a"b',
      'a;drop table x',
      'zero\u200bwidth',
      '\u0430uthor',
      'x'.repeat(300),
      '中文名',
    ]
    for (const name of odd) {
      const text = JSON.stringify(
        entity('odd', 'eodd00001', {
          name: { ...title, 'x-uid': 'fodd0002' },
          FIELD: { ...title, 'x-uid': 'fodd0001' },
        })
      )
      const field = JSON.stringify(name)
      const problems = await problemsWith(
        'library/entity/odd.json',
        text.replace('"FIELD"', () => field)
      )
      assert.isNotEmpty(problems, name)
      const named = text.replaceAll('library.odd', () =>
        field.slice(1, -1).replaceAll('\\', '\\\\')
      )
      assert.isNotEmpty(await problemsWith('library/entity/odd.json', named), `key ${name}`)
    }
    assert.deepEqual(await tablesOf(db), tables)

    files.remove('library/entity/odd.json')
    for (const [index, name] of ['select', 'users', 'sqlite_sequence', 'releases'].entries()) {
      const fields = {
        [name]: { ...title, 'x-uid': `ffirst0${index}` },
        order: { ...title, 'x-uid': `forder0${index}` },
      }
      files.write(`library/entity/${name}.json`, entity(name, `enamed00${index}`, fields))
    }
    const { registry } = await start(db.database, files)
    const made = [...registry.current().entities.values()].map((each) => each.table)
    assert.isEmpty(made.filter((table) => table in tables))
    const after = await tablesOf(db)
    for (const [table, columns] of Object.entries(tables)) assert.deepEqual(after[table], columns)
    assert.lengthOf(new Set(made), made.length)
  })

  test('a link to a file elsewhere is no definition', async ({ assert }) => {
    fs.symlinkSync('/etc/passwd', `${files.folder}/library/entity/linked.json`)
    const error = await start(db.database, files).catch((thrown: unknown) => thrown)
    const codes = (error as DefinitionsInvalid).problems.map((p) => `${p.file} ${p.code}`)
    assert.isTrue(codes.some((code) => /linked\.json E_DEFINITION_STRAY_FILE$/.test(code)))
  })
})

/** Every table of the engine with its columns. */
async function tablesOf(db: TestDatabase): Promise<Record<string, unknown>> {
  const { read, dialect } = db.database
  const rows = await read.all<{ name: string }>(
    dialect.name === 'sqlite'
      ? `SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name`
      : `SELECT table_name AS name FROM information_schema.tables
         WHERE table_schema = current_schema() ORDER BY table_name`
  )
  const tables: Record<string, unknown> = {}
  for (const { name } of rows) tables[name] = await read.all(dialect.columnsOf, [name])
  return tables
}

/** Records every path this process opens for reading by the ways Node offers, until stopped. */
function watchOpening(): { paths: string[]; stop(): void } {
  const paths: string[] = []
  const originals = { readFileSync: fs.readFileSync, openSync: fs.openSync, readFile: fs.readFile }
  const open = fs.promises.open
  const watched =
    <F extends (...given: never[]) => unknown>(original: F) =>
    (...given: Parameters<F>) => {
      paths.push(String(given[0]))
      return original(...given)
    }
  for (const name of Object.keys(originals) as (keyof typeof originals)[]) {
    Object.assign(fs, { [name]: watched(originals[name] as never) })
  }
  Object.assign(fs.promises, { open: watched(open as never) })
  syncBuiltinESMExports()
  return {
    paths,
    stop() {
      Object.assign(fs, originals)
      Object.assign(fs.promises, { open })
      syncBuiltinESMExports()
    },
  }
}
