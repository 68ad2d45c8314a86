import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { newLocation, openDatabase } from '../../../tests/harness/databases.ts'
import { startServer } from '../../../tests/harness/server.ts'
import type { ServerOptions, StartFailed } from '../../../tests/harness/server.ts'
import { repositoryFolder } from '../env.ts'
import { libraryModules, librarySamples } from '../../http/tests/support/library.ts'

const sample: ServerOptions = { modules: libraryModules, samples: librarySamples }
const noPassword = { GUIJU_ADMIN_PASSWORD: undefined, GUIJU_SAMPLE_PASSWORD: undefined }

const entry = join(repositoryFolder, 'core', 'bin', 'server.ts')
const withoutOurs = () =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GUIJU_')))

const failure = (options: ServerOptions): Promise<StartFailed> =>
  startServer(options).then(
    () => {
      throw new Error('it started')
    },
    (error: StartFailed) => error
  )

test.group('start | server', () => {
  test('T070 an empty database gets a random administrator, printed once, to be changed', async ({
    assert,
  }) => {
    const first = await startServer({ ...sample, env: noPassword })
    const password = /初始密码 password: +(\S+)/.exec(first.output())?.[1]
    assert.match(password ?? '', /^[\w-]{19}$/)
    assert.include(first.output(), first.url)
    const admin = await first.signIn('admin', password)
    assert.isTrue((await admin.get('/api/v1/session')).json.data.mustChangePassword)
    assert.equal((await admin.get('/api/v1/records/library.book')).status, 403)
    for (const guess of ['admin', 'password', 'guiju', 'Orchard-Lantern-42']) {
      await assert.rejects(() => first.signIn('admin', guess), /401/)
    }
    const samples = /password of sample users: (\S+)/.exec(first.output())?.[1]
    assert.equal(
      (await (await first.signIn('keeper', samples)).get('/api/v1/records/library.book')).status,
      200
    )
    for (const name of ['app.key', 'cursor.key', 'sample.password']) {
      assert.equal(statSync(join(first.place.dataFolder, 'keys', name)).mode & 0o077, 0)
    }
    await first.stop()

    const second = await startServer({ ...sample, env: noPassword, place: first.place })
    assert.notInclude(second.output(), '初始密码')
    assert.include(second.output(), samples!)
    await second.signIn('admin', password)
    await second.close()
  })

  test('T070 it listens on this machine only', async ({ assert }) => {
    const server = await startServer(sample)
    assert.equal(new URL(server.url).hostname, '127.0.0.1')
    assert.equal(await server.close(), 0)
    assert.isFalse(existsSync(server.place.dataFolder))
  })

  test('C07 in production there are no samples, and a weak first password ends the start', async ({
    assert,
  }) => {
    const production = {
      NODE_ENV: 'production',
      GUIJU_TEST: undefined,
      GUIJU_SAMPLE_PASSWORD: undefined,
    }
    const weak = await failure({
      ...sample,
      env: { ...production, GUIJU_ADMIN_PASSWORD: 'admin123' },
    })
    assert.equal(weak.code, 1)
    assert.match(weak.output, /^GUIJU_ADMIN_PASSWORD is too weak for production: .+\n$/)
    assert.notInclude(weak.output, 'admin123')
    const server = await startServer({ ...sample, env: production })
    assert.notInclude(server.output(), 'sample')
    await assert.rejects(() => server.signIn('keeper'), /401/)
    assert.equal((await server.anonymous().get('/__test__/statements')).status, 404)
    await server.close()
  })

  test('C07 a weak first password is refused before the database or the data folder is touched', async ({
    assert,
  }) => {
    const { location, remove } = await newLocation()
    const place = mkdtempSync(join(tmpdir(), 'guiju-start-'))
    const data = join(place, 'data')
    const { status, stderr } = spawnSync(process.execPath, [entry], {
      env: {
        ...withoutOurs(),
        NODE_ENV: 'production',
        GUIJU_DATA_DIR: data,
        GUIJU_ADMIN_PASSWORD: 'admin123',
        ...('url' in location ? { DATABASE_URL: location.url } : {}),
      },
      encoding: 'utf8',
    })
    assert.equal(status, 1)
    assert.match(stderr, /^GUIJU_ADMIN_PASSWORD is too weak for production: .+\n$/)
    assert.isFalse(existsSync(join(data, 'keys')))
    assert.isFalse(existsSync(join(data, 'guiju.sqlite3')))
    if ('url' in location) {
      const database = await openDatabase(location)
      const tables = `SELECT tablename FROM pg_tables WHERE schemaname = 'public'`
      assert.isEmpty(await database.read.all(tables))
      await database.close()
    }
    await remove()
    // The code cache was made, and is nobody else's to read.
    for (const folder of [data, join(data, 'cache')]) {
      assert.equal(statSync(folder).mode & 0o777, 0o700)
    }
    rmSync(place, { recursive: true })
  })

  test('what the environment says wrong ends the start, all of it at once', async ({ assert }) => {
    const { code, output } = await failure({ ...sample, env: { GUIJU_TESTS: '1', PORT: '-1' } })
    assert.equal(code, 1)
    assert.include(output, 'GUIJU_TESTS is not known')
    assert.include(output, 'PORT must be')
  })

  test('broken definitions end the start with every problem, one line each', async ({ assert }) => {
    const broken = libraryModules.map((one) => {
      const { key, kind } = one as { key: string; kind: string }
      if (kind === 'role' && key === 'library.keeper') {
        return { ...one, grants: [{ entity: 'library.nope', actions: ['read'] }] }
      }
      if (kind === 'lifecycle') return { ...one, initial: 'nowhere' }
      return one
    })
    const { code, output } = await failure({ modules: broken })
    assert.equal(code, 1)
    const lines = output.split('\n').filter((line) => line.includes('E_DEFINITION_'))
    assert.isAtLeast(lines.length, 2)
    assert.include(lines.join('\n'), 'library.nope')
    assert.include(lines.join('\n'), 'nowhere')
    assert.notInclude(output, '    at ')
  })

  test('a unique that stored records break ends the start with one line, and nothing is changed', async ({
    assert,
  }) => {
    const first = await startServer(sample)
    const admin = await first.signIn('admin')
    for (const title of ['重名', '重名', '别名']) {
      await admin.post('/api/v1/records/library.book', { title })
    }
    await first.stop()
    const file = join(first.place.modulesFolder, 'library', 'entity', 'book.json')
    const book = JSON.parse(readFileSync(file, 'utf8')) as object
    const unique = [{ uid: 'uniqtitle', fields: ['title'] }]
    writeFileSync(file, JSON.stringify({ ...book, unique }))
    const { code, output } = await failure({ ...sample, place: first.place })
    assert.equal(code, 1)
    const lines = output.trim().split('\n')
    assert.match(
      lines[0]!,
      /library\/entity\/book\.json#\/unique\/0 {2}E_DEFINITION_DUPLICATE_VALUES .*“图书”.*“书名”.*1 个值重复，“重名”2 条/
    )
    assert.lengthOf(lines, 2)
    assert.include(lines[1], '定义有 1 个问题。')

    const kept = { ...sample, place: first.place, env: { GUIJU_KEEP_RELEASE: '1' } }
    const goingOn = await startServer(kept)
    assert.include(goingOn.output(), 'E_DEFINITION_DUPLICATE_VALUES')
    await goingOn.stop()

    writeFileSync(file, JSON.stringify(book))
    const again = await startServer({ ...sample, place: first.place })
    assert.notInclude(again.output(), '已发布版本')
    await again.close()
  })

  test('SIGTERM finishes what runs and ends the process', async ({ assert }) => {
    const server = await startServer(sample)
    const admin = await server.signIn('admin')
    const running = Array.from({ length: 20 }, (_, n) =>
      admin.post('/api/v1/records/library.book', { title: `book ${n}` })
    )
    await Promise.race(running)
    const started = performance.now()
    const [code, ...replies] = await Promise.all([
      server.stop(),
      ...running.map((one) => one.catch(() => null)),
    ])
    assert.equal(code, 0)
    assert.isBelow(performance.now() - started, 5_000)
    const answered = replies.filter((reply) => reply !== null)
    assert.isAtLeast(answered.length, 1)
    for (const reply of answered) assert.equal(reply.status, 201)

    const again = await startServer({ ...sample, place: server.place })
    const list = await (await again.signIn('admin')).get('/api/v1/records/library.book?limit=100')
    assert.isAtLeast(list.json.data.length, answered.length)
    await again.close()
  })

  test('the pages of the application are served from the build, and their files kept', async ({
    assert,
  }) => {
    const { place, ...first } = await startServer(sample)
    await first.stop()
    const folder = join(place.dataFolder, 'public')
    mkdirSync(join(folder, 'assets'), { recursive: true })
    writeFileSync(join(folder, 'index.html'), '<!doctype html><title>规矩</title>')
    writeFileSync(join(folder, 'assets', 'main-a1B2c3D4.js'), `console.log("${'x'.repeat(2_000)}")`)
    mkdirSync(join(folder, 'designer'))
    writeFileSync(join(folder, 'designer', 'index.html'), '<!doctype html><title>设计器</title>')
    writeFileSync(join(folder, '.secret'), 'no')
    const server = await startServer({ ...sample, place, env: { TEST_PUBLIC_FOLDER: folder } })
    const anyone = server.anonymous()
    for (const path of ['/', '/records/library.book', '/index.html']) {
      const page = await anyone.get(path)
      assert.equal(page.status, 200, path)
      assert.include(page.text, '规矩')
      assert.equal(page.headers.get('cache-control'), 'no-cache')
      assert.include(page.headers.get('content-security-policy')!, "default-src 'self'")
      const etag = page.headers.get('etag')!
      assert.equal((await anyone.get(path, { 'If-None-Match': etag })).status, 304)
    }
    for (const path of ['/designer', '/designer/', '/designer/entity/library.book']) {
      const page = await anyone.get(path)
      assert.include(page.text, '设计器', path)
      assert.include(page.headers.get('content-security-policy')!, "script-src 'self'")
    }
    assert.notInclude((await anyone.get('/designers')).text, '设计器')
    const script = await anyone.get('/assets/main-a1B2c3D4.js')
    assert.match(script.headers.get('cache-control')!, /immutable/)
    assert.equal(script.headers.get('content-encoding'), 'gzip')
    assert.include(script.text, 'xxx')
    for (const path of [
      '/.secret',
      '/assets/../.secret',
      '/assets/%2e%2e/.secret',
      '/assets/none.js',
      '/..%2f..%2fetc%2fpasswd',
    ]) {
      const reply = await anyone.get(path)
      assert.notEqual(reply.text, 'no', path)
      assert.notInclude(reply.text, 'root:', path)
    }
    await server.close()
  })

  test('the server of the repository says why it cannot start, and writes nothing into the sources', ({
    assert,
  }) => {
    const data = mkdtempSync(join(tmpdir(), 'guiju-start-'))
    const { status, stderr } = spawnSync(process.execPath, [entry], {
      env: { ...process.env, GUIJU_NONSENSE: '1', GUIJU_DATA_DIR: data },
      encoding: 'utf8',
    })
    rmSync(data, { recursive: true })
    assert.equal(status, 1)
    assert.equal(stderr, 'GUIJU_NONSENSE is not known\n')
    assert.isFalse(existsSync(join(repositoryFolder, 'core', '.adonisjs')))
  })
})
