import { test } from '@japa/runner'
import { io } from 'socket.io-client'
import type { Socket } from 'socket.io-client'
import { startServer } from '../../../tests/harness/server.ts'
import type { Client, TestServer } from '../../../tests/harness/server.ts'
import { libraryModules, librarySamples, sampleIds } from '../../http/tests/support/library.ts'
import { clientEvents } from '../events.ts'

const books = '/api/v1/records/library.book'
type Reply = { data?: unknown; errors?: { code: string; message: string }[] }

test.group('realtime', (group) => {
  let server: TestServer
  let admin: Client
  const sockets: Socket[] = []
  group.setup(async () => {
    server = await startServer({ modules: libraryModules, samples: librarySamples })
    admin = await server.signIn('admin')
    return async () => void (await server.close())
  })
  group.each.teardown(() => {
    for (const socket of sockets.splice(0)) socket.disconnect()
  })
  const open = (headers: Record<string, string>, auth = {}, transports = ['websocket']) => {
    const socket = io(server.url, {
      extraHeaders: headers,
      auth,
      transports,
      reconnection: false,
      forceNew: true,
    })
    sockets.push(socket)
    return socket
  }
  const connected = async (client: Client) => {
    const socket = open({ Cookie: client.cookie!, Origin: server.url })
    await new Promise<void>((resolve, reject) => {
      socket.on('connect', resolve)
      socket.on('connect_error', reject)
    })
    return socket
  }
  const refused = (socket: Socket) =>
    new Promise<string>((resolve) => {
      socket.on('connect', () => resolve('connected'))
      socket.on('connect_error', (error) => resolve(error.message))
    })
  const ask = (socket: Socket, event: string, ...payload: unknown[]): Promise<Reply> =>
    socket.timeout(5_000).emitWithAck(event, ...payload)
  const heard = (socket: Socket) => {
    const changes: { entity: string; id: string; rev: number }[] = []
    socket.on('record.changed', ({ seq: _, ...change }) => changes.push(change))
    return changes
  }
  const pause = (milliseconds = 400) => new Promise((resolve) => setTimeout(resolve, milliseconds))

  test('T064 every event declares who may send it', ({ assert }) => {
    for (const [name, event] of Object.entries(clientEvents)) {
      assert.equal(event.policy, 'session', name)
    }
  })

  test('T062 other origins and whoever is not signed in get no socket', async ({ assert }) => {
    const cookie = admin.cookie!
    for (const transports of [['websocket'], ['polling']]) {
      const foreign = { Cookie: cookie, Origin: 'http://evil.example' }
      assert.notEqual(await refused(open(foreign, {}, transports)), 'connected')
    }
    assert.equal(await refused(open({ Origin: server.url })), 'E_AUTH_REQUIRED')
    const wrong = { Cookie: 'guiju_session=nonsense', Origin: server.url }
    assert.equal(await refused(open(wrong)), 'E_AUTH_REQUIRED')
    assert.equal(await refused(open({}, { token: 'gj_nonsense' })), 'E_AUTH_REQUIRED')
    assert.equal(
      await refused(open({ Cookie: cookie, Origin: server.url }, {}, ['polling'])),
      'connected'
    )
  })

  test('a program may listen with a token that may read', async ({ assert }) => {
    const make = async (scopes: string[]) =>
      (await admin.post('/api/v1/tokens', { name: 's', scopes })).json.data.token as string
    assert.equal(await refused(open({}, { token: await make(['read']) })), 'connected')
    assert.equal(await refused(open({}, { token: await make(['write']) })), 'E_AUTH_REQUIRED')
  })

  test('after a commit those who may read the record hear of it, and nobody else', async ({
    assert,
  }) => {
    const [keeper, reader, stranger] = [
      await server.signIn('keeper'),
      await server.signIn('reader'),
      await server.signIn('stranger'),
    ]
    const open = await Promise.all([keeper, reader, stranger].map(connected))
    for (const socket of open) {
      const { data } = await ask(socket, 'subscribe', { entity: 'library.book' })
      assert.deepInclude(data, { entity: 'library.book' })
    }
    const [byKeeper, byReader, byStranger] = open.map(heard)
    const { id } = (await admin.post(books, { title: 'a', lender: sampleIds.reader })).json.data
    await pause()
    const told = [{ entity: 'library.book', id, rev: 1 }]
    assert.deepEqual(byKeeper, told)
    assert.deepEqual(byReader, told)
    assert.deepEqual(byStranger, [])

    await admin.patch(`${books}/${id}`, { title: '' }, { 'If-Match': '"1"' })
    await pause()
    assert.lengthOf(byKeeper!, 1, 'a refused change is not told')

    await ask(open[0]!, 'unsubscribe', { entity: 'library.book' })
    await admin.patch(`${books}/${id}`, { lender: sampleIds.stranger }, { 'If-Match': '"1"' })
    await pause()
    assert.lengthOf(byKeeper!, 1)
    const gone = { entity: 'library.book', id, rev: 2, gone: true }
    assert.deepEqual(byReader, [...told, gone], 'no longer his: that it is gone, nothing else')
    assert.deepEqual(byStranger, [{ entity: 'library.book', id, rev: 2 }])
  })

  test('unknown events, entities and keys are refused by name', async ({ assert }) => {
    const reader = await connected(await server.signIn('reader'))
    const code = async (event: string, ...payload: unknown[]) =>
      (await ask(reader, event, ...payload)).errors?.map((one) => one.code).join()
    assert.equal(await code('publish', {}), 'E_EVENT_UNKNOWN')
    assert.equal(await code('constructor', {}), 'E_EVENT_UNKNOWN')
    assert.equal(await code('subscribe'), 'E_BODY_INVALID')
    assert.equal(await code('subscribe', 'library.book'), 'E_BODY_INVALID')
    assert.equal(await code('subscribe', { entity: 7 }), 'E_BODY_INVALID')
    assert.equal(
      await code('subscribe', { entity: 'library.book', room: 'x' }),
      'E_BODY_UNKNOWN_KEY'
    )
    assert.equal(await code('subscribe', { entity: 'library.nope' }), 'E_DEFINITION_UNKNOWN')
    assert.equal(await code('subscribe', { entity: 'library.shelf' }), 'E_DEFINITION_UNKNOWN')
    assert.equal(await code('subscribe', { entity: 'library.chapter' }), 'E_DEFINITION_UNKNOWN')
    const polluted = JSON.parse('{"entity":"library.book","__proto__":{"x":1}}') as object
    assert.equal(await code('subscribe', polluted), 'E_BODY_UNKNOWN_KEY')
    assert.isUndefined(({} as Record<string, unknown>).x)
  })

  test('a socket that talks too much is slowed and then ended; the others go on', async ({
    assert,
  }) => {
    const [noisy, quiet] = [await connected(admin), await connected(admin)]
    const ended = new Promise((resolve) => noisy.on('disconnect', resolve))
    const answers: Reply[] = []
    for (let n = 0; n < 250; n++)
      noisy.emit('subscribe', { entity: 'x' }, (one: Reply) => answers.push(one))
    assert.equal(await ended, 'io server disconnect')
    assert.isBelow(answers.length, 1_000)
    assert.include(JSON.stringify(answers), 'E_EVENT_TOO_MANY')
    assert.property(await ask(quiet, 'subscribe', { entity: 'library.book' }), 'data')
  })

  test('a client that was away catches up from the number it knows, across a restart', async ({
    assert,
  }) => {
    const first = await connected(admin)
    const { data } = await ask(first, 'subscribe', { entity: 'library.book' })
    const { seq } = data as { seq: number }
    first.disconnect()
    const ids: string[] = []
    for (let n = 0; n < 20; n++) {
      ids.push((await admin.post(books, { title: `away ${n}` })).json.data.id)
    }
    await server.stop()
    server = await startServer({ modules: libraryModules, place: server.place })
    admin = await server.signIn('admin')
    const again = await connected(admin)
    const changes = heard(again)
    const reply = await ask(again, 'subscribe', { entity: 'library.book', since: seq })
    assert.notProperty(reply.data, 'reload')
    assert.deepEqual(
      changes.map(({ id }) => id),
      ids
    )
    const tooFar = await ask(again, 'subscribe', { entity: 'library.book', since: seq + 1e9 })
    assert.propertyVal(tooFar.data, 'reload', true)
  })

  test('what changed between reading and listening is told, if that is not long ago', async ({
    assert,
  }) => {
    const watching = await connected(admin)
    const seen = heard(watching)
    await ask(watching, 'subscribe', { entity: 'library.book' })
    const before = performance.now()
    const { id } = (await admin.post(books, { title: 'in between' })).json.data
    while (!seen.some((one) => one.id === id)) await new Promise((go) => setTimeout(go, 20))
    const late = await connected(admin)
    const changes = heard(late)
    const now = await ask(late, 'subscribe', { entity: 'library.book', ago: 0 })
    assert.notProperty(now.data, 'reload')
    assert.lengthOf(changes, 0)
    const ago = Math.ceil(performance.now() - before)
    await ask(late, 'subscribe', { entity: 'library.book', ago })
    assert.include(
      changes.map((one) => one.id),
      id
    )
    const longAgo = await ask(late, 'subscribe', { entity: 'library.book', ago: 86_400_000 })
    assert.propertyVal(longAgo.data, 'reload', true)
    const ahead = await ask(late, 'subscribe', { entity: 'library.book', ago: -1 })
    assert.equal(ahead.errors?.[0]?.code, 'E_BODY_INVALID')
  })

  test('who else has a record open is told to who may read it, until it is closed', async ({
    assert,
  }) => {
    const { id } = (await admin.post(books, { title: 'shared' })).json.data
    const record = { entity: 'library.book', id }
    const [keeper, other, stranger] = [
      await connected(await server.signIn('keeper')),
      await connected(admin),
      await connected(await server.signIn('stranger')),
    ]
    const told: { people: { editing: boolean }[] }[] = []
    keeper.on('presence', (one) => told.push(one))
    await ask(keeper, 'open', record)
    assert.equal((await ask(stranger, 'open', record)).errors?.[0]?.code, 'E_RECORD_NOT_FOUND')
    const joined = new Promise((resolve) =>
      keeper.on('presence', ({ people }) => people.length === 2 && resolve(people))
    )
    await ask(other, 'open', { ...record, mode: 'edit' })
    await joined
    assert.deepEqual(
      told
        .at(-1)
        ?.people.map(({ editing }) => editing)
        .sort(),
      [false, true]
    )
    const closed = new Promise<{ people: unknown[] }>((resolve) => keeper.once('presence', resolve))
    other.disconnect()
    assert.lengthOf((await closed).people, 1)
  })

  test('a list is told who has its records open, of those alone that its reader may read', async ({
    assert,
  }) => {
    const make = async (values: object) => (await admin.post(books, values)).json.data
    const own = await make({ title: 'open on a shelf', shelf: sampleIds.shelf })
    const far = await make({ title: 'open elsewhere' })
    const [keeper, reader] = [
      await connected(await server.signIn('keeper')),
      await connected(await server.signIn('reader')),
    ]
    for (const { id } of [own, far]) {
      await ask(keeper, 'open', { entity: 'library.book', id, mode: 'edit' })
    }
    const present = async (socket: Socket, ids: unknown, entity = 'library.book') =>
      ((await ask(socket, 'present', { entity, ids })) as { data?: { records: unknown } }).data
        ?.records
    const people = [{ id: sampleIds.keeper, name: '馆员', editing: true }]
    const asked = [far.id, own.id, own.id, 'no id']
    assert.deepEqual(await present(reader, asked), [{ id: own.id, people }])
    assert.sameDeepMembers((await present(keeper, asked)) as unknown[], [
      { id: own.id, people },
      { id: far.id, people },
    ])
    assert.deepEqual(await present(keeper, []), [])

    // Rights are those of the moment: moved away, it is not told of any more.
    const moved = { shelf: null }
    await admin.patch(`${books}/${own.id}`, moved, { 'If-Match': `"${own.rev}"` })
    assert.deepEqual(await present(reader, asked), [])
    // An entity he may not read, or that is not there, is answered like one that nobody has open.
    const shelf = { entity: 'library.shelf', id: sampleIds.shelf }
    await ask(keeper, 'open', shelf)
    assert.deepEqual(await present(reader, [shelf.id], shelf.entity), [])
    assert.deepEqual(await present(reader, [shelf.id], 'library.nothing'), [])
    await ask(keeper, 'close', { entity: 'library.book', id: far.id })
    assert.deepEqual(await present(keeper, [far.id]), [])
    const many = await ask(reader, 'present', {
      entity: 'library.book',
      ids: Array.from({ length: 201 }, () => own.id),
    })
    assert.isNotEmpty(many.errors)
  })

  test('a sign-in has at most 50 connections, a connection at most 20 open records', async ({
    assert,
  }) => {
    const client = await server.signIn('keeper')
    const headers = { Cookie: client.cookie!, Origin: server.url }
    const answers = await Promise.all(Array.from({ length: 60 }, () => refused(open(headers))))
    assert.lengthOf(
      answers.filter((one) => one === 'connected'),
      50
    )
    assert.include(answers, 'E_EVENT_CONNECTIONS')
    const socket = await connected(admin)
    const opened: Reply[] = []
    for (let n = 0; n < 21; n++) {
      const { id } = (await admin.post(books, { title: `open ${n}` })).json.data
      opened.push(await ask(socket, 'open', { entity: 'library.book', id }))
    }
    assert.equal(opened.at(-1)?.errors?.[0]?.code, 'E_EVENT_OPEN')
    assert.lengthOf(
      opened.filter(({ errors }) => errors),
      1
    )
  })

  test('a user who is disabled loses his socket', async ({ assert }) => {
    const users = '/api/v1/records/system.user'
    const created = await admin.post(users, { account: 'leaver', name: 'L' })
    const { id } = created.json.data
    await admin.put(`/api/v1/users/${id}/password`, { password: 'Meadow-Kettle-88' })
    const leaver = await server.signIn('leaver', 'Meadow-Kettle-88')
    await leaver.post('/api/v1/session/password', {
      current: 'Meadow-Kettle-88',
      next: 'Kettle-Meadow-99',
    })
    const socket = await connected(leaver)
    const ended = new Promise((resolve) => socket.on('disconnect', resolve))
    await admin.patch(`${users}/${id}`, { state: 'disabled' }, { 'If-Match': '"1"' })
    assert.equal(await ended, 'io server disconnect')
  })
})
