/** Indexes and foreign keys of large tables: a release is in force at once, a job does them behind it. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { setTimeout as pause } from 'node:timers/promises'
import { test } from '@japa/runner'
import pg from 'pg'
import { systemActor } from '#engine/access/index.ts'
import { readCatalogue } from '../../records/storage/catalogue.ts'
import { filesOf, openWorkshop } from './support/workshop.ts'
import type { Document, Workshop } from './support/workshop.ts'

const most = 50
const text = (title: string, uid: string) => ({ 'type': 'string', title, 'x-uid': uid })
const link = (title: string, uid: string) => ({
  ...{ title, 'x-uid': uid, 'x-type': 'relation', 'x-relation': { to: 'yard.slip' } },
})
const module: Document = {
  ...{ kind: 'module', key: 'yard', uid: 'ymodule00', schemaVersion: 1, title: '场地' },
  ...{ version: '0.1.0', dependsOn: [] },
}
const slip = (properties: object = {}, more: object = {}): Document => ({
  ...{ kind: 'entity', key: 'yard.slip', uid: 'yslip0000', schemaVersion: 1, title: '单据' },
  titleField: 'name',
  schema: {
    type: 'object',
    properties: { name: text('名称', 'yslipname'), code: text('编码', 'yslipcode'), ...properties },
  },
  ...more,
})
const indexed = (...fields: string[]) => ({
  indexes: fields.map((field) => ({ uid: `ybyfield${field}`, fields: [field] })),
})
const own: Document = {
  ...{ kind: 'role', key: 'yard.keeper', uid: 'ykeeper00', schemaVersion: 1, title: '保管员' },
  grants: [{ entity: 'yard.slip', actions: ['read'], rows: { owner_id: '$me' } }],
}

const buildProcess = fileURLToPath(new URL('support/crash/build_process.ts', import.meta.url))

const lists = async ({ records }: Workshop, query: Record<string, string>) =>
  (await records.list(systemActor, 'yard.slip', { limit: '5', ...query })).data.length
const catalogueOf = ({ database: { read, dialect } }: Workshop) => readCatalogue(read, dialect.name)
/** What the table has of a family, and whether it is of use. */
const familyOf = async (shop: Workshop, family: string) => {
  const { indexes, invalid } = await catalogueOf(shop)
  const isOf = (name: string) => name.startsWith(family)
  return { built: [...indexes].filter(isOf).length, broken: [...invalid].filter(isOf).length }
}
const jobsOf = ({ database }: Workshop) =>
  database.read.all<{ state: string; wanted: number; error: string | null }>(
    `SELECT state, wanted, error FROM jobs WHERE kind = 'records.build'`
  )
async function until(what: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 30_000; Date.now() < end; await pause(20)) {
    if (await what()) return
  }
  throw new Error('it did not come about')
}
const isBuilt = (shop: Workshop) =>
  until(async () => (await jobsOf(shop)).every(({ state }) => state === 'done'))
/** Statements that build an index, counted from now on. */
function builds({ database }: Workshop): { readonly sent: string[] } {
  const sent: string[] = []
  database.onStatement(({ sql }) => void (/^CREATE INDEX/.test(sql) && sent.push(sql)))
  return { sent }
}
/** Rows as many as asked, made by the database itself. */
async function fill({ database, registry }: Workshop, count: number): Promise<void> {
  const { table, fields } = registry.entity('yard.slip')
  const columns = ['name', 'code'].map((key) => `"${fields.get(key)!.column}"`).join(', ')
  const isPostgres = database.dialect.name === 'postgres'
  const id = isPostgres
    ? `('01a202fb-ead0-72c9-96fc-' || lpad(to_hex(i), 12, '0'))::uuid`
    : `'01a202fb-ead0-72c9-96fc-' || printf('%012x', i)`
  await database.tx((t) =>
    t.run(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
       INSERT INTO "${table}" (id, rev, ${columns})
       SELECT ${id}, 1, 'n' || i, 'c' || (i * 7919 % ${count}) FROM n`
    )
  )
}

test.group('http | what is built behind a release', (group) => {
  let shop: Workshop
  const open = async (rows: number) => {
    shop = await openWorkshop([module, slip()], { computes: true, mostIndexedRows: most })
    await fill(shop, rows)
  }
  group.each.teardown(async () => {
    await shop.jobs.stop()
    await shop.drop()
  })
  const isPostgres = () => shop.database.dialect.name === 'postgres'

  test('T100 indexes of a large table are built by a job, and everything works until then', async ({
    assert,
  }) => {
    await open(most + 1)
    await shop.publish([slip({}, indexed('code')), own])
    for (const family of ['ix_', 'sx_']) {
      assert.deepEqual(await familyOf(shop, family), { built: 0, broken: 0 })
    }
    assert.equal(await lists(shop, { filter: '{"code":"c5"}', sort: 'code' }), 1)
    await shop.jobs.start()
    await isBuilt(shop)
    for (const family of ['ix_', 'sx_']) {
      assert.deepEqual(await familyOf(shop, family), { built: 1, broken: 0 })
    }
    assert.equal(await lists(shop, { filter: '{"code":"c5"}', sort: 'code' }), 1)
  })

  test('of a small table they are there with the release', async ({ assert }) => {
    await open(most)
    await shop.publish([slip({}, indexed('code'))])
    assert.deepEqual(await familyOf(shop, 'ix_'), { built: 1, broken: 0 })
    assert.deepEqual(await jobsOf(shop), [])
  })

  test('a `unique` holds from the release on, however large the table is', async ({ assert }) => {
    await open(most + 1)
    await shop.publish([slip({}, { unique: [{ uid: 'yuniqname', fields: ['name'] }] })])
    assert.deepEqual(await familyOf(shop, 'ux_'), { built: 1, broken: 0 })
    assert.deepEqual(await jobsOf(shop), [])
  })

  test('the plan tells what is done behind it, and who waits', async ({ assert }) => {
    await open(most + 1)
    const { drafts, releases } = shop.definitions
    const draft = slip({ chief: link('上级', 'yslipchie') }, indexed('code'))
    await drafts.save(draft, draft, { seen: null, by: 'system' })
    const plan = await releases.plan({})
    const told = plan.migrations.map(({ about, lock, behind = false }) => ({ about, lock, behind }))
    const built = {
      ...{ about: '“单据”：建立索引', behind: true },
      lock: isPostgres() ? 'none' : 'write',
    }
    const reference = { about: '“单据”：增加外键', lock: 'write', behind: false }
    const looked = { about: '“单据”：核对外键', lock: 'none', behind: true }
    assert.deepEqual(told, [
      { about: '“单据”：增加一列', lock: 'all', behind: false },
      ...(isPostgres() ? [reference] : []),
      ...[built, built],
      ...(isPostgres() ? [looked] : []),
    ])
  })

  test('a release before the job has run is no trouble, and nothing is built twice', async ({
    assert,
  }) => {
    await open(most + 1)
    const { sent } = builds(shop)
    await shop.publish([slip({}, indexed('code'))])
    // What the plan names is not stale because the job was at it meanwhile.
    const next = slip({}, { ...indexed('code'), title: '出入单' })
    await shop.definitions.drafts.save(next, next, { seen: null, by: 'system' })
    const { hash } = await shop.definitions.releases.plan({})
    await shop.jobs.start()
    await isBuilt(shop)
    await shop.definitions.releases.publish({ plan: hash, note: '', by: 'system' })
    await shop.jobs.stop()
    await shop.publish([slip({}, indexed('code', 'name'))])
    await shop.publish([slip({}, { ...indexed('code', 'name'), title: '单' })])
    assert.lengthOf(
      (await jobsOf(shop)).filter(({ state }) => state === 'waiting'),
      1
    )
    await shop.jobs.start()
    await isBuilt(shop)
    assert.deepEqual(await familyOf(shop, 'ix_'), { built: 2, broken: 0 })
    assert.lengthOf(sent, 2)
  })

  test('going back leaves the job nothing to do, or drops what it built', async ({ assert }) => {
    await open(most + 1)
    const { sent } = builds(shop)
    const back = () =>
      shop.definitions.releases.activate('1', { plan: null, by: systemActor.userId })
    await shop.publish([slip({}, indexed('code'))])
    await back()
    await shop.jobs.start()
    await isBuilt(shop)
    assert.deepEqual(sent, [])
    await shop.publish([slip({}, indexed('code'))])
    await until(async () => (await familyOf(shop, 'ix_')).built === 1)
    await isBuilt(shop)
    await back()
    assert.deepEqual(await familyOf(shop, 'ix_'), { built: 0, broken: 0 })
  })

  test('a new foreign key is held to at once, and the rows that were there are looked at later', async ({
    assert,
  }) => {
    await open(most + 1)
    await shop.publish([slip({ chief: link('上级', 'yslipchie') })])
    const foreign = async () => {
      const { foreignKeys, validated } = await catalogueOf(shop)
      return [foreignKeys, validated].map((names) => names.has('fk_yslipchie'))
    }
    if (isPostgres()) assert.deepEqual(await foreign(), [true, false])
    assert.deepEqual(await familyOf(shop, 'fx_'), { built: 0, broken: 0 })
    const { table, fields } = shop.registry.entity('yard.slip')
    const broken = shop.database.tx((t) =>
      t.run(`UPDATE "${table}" SET "${fields.get('chief')!.column}" = ?`, [
        '01a202fb-ead0-72c9-96fc-ffffffffffff',
      ])
    )
    const error = await broken.catch((thrown: unknown) => thrown)
    assert.equal(shop.database.dialect.constraintViolation(error)?.kind, 'foreign')
    await shop.jobs.start()
    await isBuilt(shop)
    if (isPostgres()) assert.deepEqual(await foreign(), [true, true])
    assert.deepEqual(await familyOf(shop, 'fx_'), { built: 1, broken: 0 })
  })

  test('what an attempt left that came to no end is replaced', async ({ assert }) => {
    await open(most + 1)
    if (!isPostgres()) return
    await shop.publish([slip({}, indexed('code'))])
    const { migrations } = await planOf(shop, slip({}, { ...indexed('code'), title: '单' }))
    const built = migrations.find(({ behind }) => behind)!.statement
    await shop.database.tx((t) => t.run(built.replace('CONCURRENTLY ', '')))
    await shop.database.tx((t) =>
      t.run(
        `UPDATE pg_index SET indisvalid = FALSE WHERE indexrelid IN
           (SELECT oid FROM pg_class WHERE starts_with(relname, 'ix_'))`
      )
    )
    assert.deepEqual(await familyOf(shop, 'ix_'), { built: 0, broken: 1 })
    await shop.jobs.start()
    await isBuilt(shop)
    assert.deepEqual(await familyOf(shop, 'ix_'), { built: 1, broken: 0 })
  })

  test('a release that needs the table does not wait for what is being built there', async ({
    assert,
  }) => {
    await open(most + 1)
    if (!isPostgres()) return
    // Whoever looks at the database as it was is waited for by CONCURRENTLY, and by nobody else.
    const reader = new pg.Client({ connectionString: (shop.location as { url: string }).url })
    await reader.connect()
    try {
      await reader.query('BEGIN ISOLATION LEVEL REPEATABLE READ')
      await reader.query('SELECT 1 FROM jobs')
      await shop.publish([slip({}, indexed('code'))])
      await shop.jobs.start()
      await until(async () => (await familyOf(shop, 'ix_')).broken === 1)
      await shop.publish([slip({ more: text('更多', 'yslipmore') }, indexed('code'))])
      assert.equal(await lists(shop, { fields: 'more' }), 5)
    } finally {
      await reader.end()
    }
    await isBuilt(shop)
    assert.deepEqual(await familyOf(shop, 'ix_'), { built: 1, broken: 0 })
    assert.deepEqual(
      (await jobsOf(shop)).map(({ error }) => error),
      [null]
    )
  })

  test('T100 a process that is killed while it builds leaves it to the next', async ({
    assert,
  }) => {
    await open(100_000)
    await shop.publish([slip({}, indexed('code'))])
    const files = filesOf([module, slip()])
    const kills: (string | number | null)[] = []
    for (const millis of [0, 60]) {
      const args = [JSON.stringify(shop.location), files.folder, String(millis)]
      const child = spawn(process.execPath, [buildProcess, ...args], { stdio: 'ignore' })
      await once(child, 'close')
      kills.push(child.signalCode ?? child.exitCode)
    }
    assert.equal(kills[0], 'SIGKILL')
    assert.oneOf(kills[1], ['SIGKILL', 0])
    files.drop()
    const began = performance.now()
    await shop.jobs.start()
    await isBuilt(shop)
    console.log(`    built ${Math.round(performance.now() - began)} ms after the last kill`)
    assert.deepEqual(await familyOf(shop, 'ix_'), { built: 1, broken: 0 })
    assert.equal(await lists(shop, { filter: '{"code":"c5"}', sort: 'code' }), 1)
    assert.equal((await shop.records.create(systemActor, 'yard.slip', { name: 'new' })).rev, 1)
  }).timeout(60_000)

  test('T112 people write and read while an index over many rows is built', async ({ assert }) => {
    await open(200_000)
    await shop.publish([slip({}, indexed('code'))])
    const longest = { turn: 0, write: 0, read: 0 }
    let [ticks, last, isOver] = [0, performance.now(), false]
    const ticking = setInterval(() => {
      longest.turn = Math.max(longest.turn, performance.now() - last)
      last = performance.now()
      ticks += 1
    }, 5)
    const timed = async (what: 'write' | 'read', work: () => Promise<unknown>) => {
      const from = performance.now()
      await work()
      longest[what] = Math.max(longest[what], performance.now() - from)
    }
    const { records } = shop
    const people = async (what: 'write' | 'read', work: () => Promise<unknown>) => {
      for (; !isOver; await pause(5)) await timed(what, work)
    }
    const working = [
      people('write', () => records.create(systemActor, 'yard.slip', { name: 'new', code: 'x' })),
      people('read', () => lists(shop, { sort: '-created_at' })),
    ]
    let began = [0, 0]
    shop.database.onStatement(({ sql }) => {
      if (/^CREATE INDEX/.test(sql)) began = [performance.now(), ticks]
    })
    await shop.jobs.start()
    await until(async () => (await familyOf(shop, 'ix_')).built === 1)
    const [took, ticked] = [performance.now() - began[0]!, ticks - began[1]!]
    isOver = true
    await Promise.all(working)
    clearInterval(ticking)
    assert.isAbove(ticked, 3)
    const told = Object.entries(longest).map(([what, millis]) => `${what} ${Math.round(millis)} ms`)
    console.log(`    built in ${Math.round(took)} ms; longest ${told.join(', ')}`)
    await isBuilt(shop)
  }).timeout(60_000)
})

/** The plan of a draft that is saved for it. */
async function planOf({ definitions }: Workshop, draft: Document) {
  await definitions.drafts.save(draft, draft, { seen: null, by: 'system' })
  return definitions.releases.plan({})
}
