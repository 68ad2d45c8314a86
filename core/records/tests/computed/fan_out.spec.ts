import { test } from '@japa/runner'
import type { CompiledApplication } from '#engine/compile/compiled.ts'
import { createJobs } from '#core/jobs/index.ts'
import { compileSample } from '../../../engine/tests/support/compile_sample.ts'
import { checkDrift, driftJob } from '../../computed/whole/check_drift.ts'
import { fillComputed } from '../../computed/stale/fill_computed.ts'
import { recomputeJob } from '../../computed/stale/marks.ts'
import { workOffMark } from '../../computed/stale/work_off_mark.ts'
import { createRecords } from '../../create_records.ts'
import { insertBatches } from '../../write/insert_many.ts'
import { loadRows } from '../../write/load_rows.ts'
import { driftOf } from '../support/computed_operations.ts'
import { actorWith, openRecords, writing } from '../support/open_records.ts'
import type { SampleRecords } from '../support/open_records.ts'
import { workshopDocuments } from '../support/workshop.ts'

/** A workshop whose queue is worked on. */
async function openWorking(): Promise<
  SampleRecords & { idle: () => Promise<void>; lines: string[] }
> {
  const sample = await openRecords(...workshopDocuments)
  const lines: string[] = []
  const jobs = createJobs({
    ...{ database: sample.database, clock: () => new Date(), pollMillis: 20 },
    log: (line) => void lines.push(line),
  })
  const environment = { ...sample.environment, jobs }
  jobs.handle(recomputeJob, workOffMark(environment))
  jobs.handle(
    driftJob,
    checkDrift(environment, (line) => void lines.push(line))
  )
  await jobs.start()
  const idle = async () => {
    for (;;) {
      const open = await sample.database.read.all(
        `SELECT id FROM jobs WHERE kind LIKE 'records.%' AND state IN ('waiting', 'running')`
      )
      if (open.length === 0) return
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  const drop = async () => {
    await jobs.stop()
    await sample.drop()
  }
  return { ...sample, environment, idle, lines, drop }
}

/** The workshop with other fields of one entity. */
function changed(key: string, change: (fields: Fields) => Fields): object[] {
  return (workshopDocuments as readonly Partial<Entity>[]).map((document) => {
    const { schema } = document
    if (document.kind !== 'entity' || document.key !== key || !schema) return document
    return { ...document, schema: { ...schema, properties: change(schema.properties) } }
  })
}

type Fields = Readonly<Record<string, object>>
interface Entity {
  kind: string
  key: string
  schema: { properties: Fields }
}

test.group('computed fields | many dependents', () => {
  test('one change with hundreds of dependents is a job; it ends exact under other writes', async ({
    assert,
    cleanup,
  }) => {
    const sample = await openWorking()
    cleanup(() => sample.drop())
    const write = writing(sample, actorWith(['shop.boss']))
    const client = await write.create('shop.client', { name: '甲' })
    const rows = Array.from({ length: 260 }, (_, n) => ({ client: client.id, code: `c${n}` }))
    const ids = await insertBatches(sample.environment, [{ entity: 'shop.job', rows }])
    const now = async (key: string, id: string) =>
      (
        await sample.database.tx((t) =>
          loadRows(t, sample.application.entities.get(key)!, [id], false)
        )
      )[0]!
    const current = await now('shop.client', client.id)
    await write.patch('shop.client', current, { name: '乙' })
    const marks = () => sample.database.read.all('SELECT way FROM computed_stale')
    assert.lengthOf(await marks(), 1)
    // Meanwhile others write: the same name again, a new dependent, one that is moved away.
    await Promise.all([
      now('shop.client', client.id).then((one) => write.patch('shop.client', one, { name: '丙' })),
      write.create('shop.job', { client: client.id }),
      now('shop.job', ids[5]!).then((one) => write.patch('shop.job', one, { client: null })),
    ])
    await sample.idle()
    assert.lengthOf(await marks(), 0)
    assert.equal((await now('shop.job', ids[200]!)).label, '丙/B')
    assert.deepEqual(await driftOf(sample), [])
  }).timeout(60_000)

  test('readers are told which fields are behind, and of which they may know', async ({
    assert,
    cleanup,
  }) => {
    const sample = await openRecords(...workshopDocuments)
    cleanup(() => sample.drop())
    const boss = actorWith(['shop.boss'])
    const records = createRecords(sample.environment)
    const client = await records.create(boss, 'shop.client', { name: '甲' })
    const rows = Array.from({ length: 260 }, () => ({ client: client.id }))
    const [id] = await insertBatches(sample.environment, [{ entity: 'shop.job', rows }])
    const read = async () => {
      const { stale } = await records.get(boss, 'shop.job', id!)
      const { page } = await records.list(boss, 'shop.job', { limit: '1' })
      assert.deepEqual(page.stale, stale)
      return stale
    }
    assert.isUndefined(await read())
    const { rev } = (await records.get(boss, 'shop.client', client.id)).data
    await records.patch(boss, 'shop.client', client.id, { name: '乙' }, { rev })
    assert.include(await read(), 'label')
    const other = await records.get(boss, 'shop.client', client.id)
    assert.notInclude(other.stale ?? [], 'name')
    await sample.database.tx((t) => t.run('DELETE FROM computed_stale'))
    assert.isUndefined(await read())
  }).timeout(60_000)

  test('a way of several steps is bounded as a whole, and its mark stands at what changed', async ({
    assert,
    cleanup,
  }) => {
    const sample = await openWorking()
    cleanup(() => sample.drop())
    const write = writing(sample, actorWith(['shop.boss']))
    const region = await write.create('shop.region', { name: '东' })
    const clients = await Promise.all(
      ['甲', '乙', '丙'].map((name) => write.create('shop.client', { name, region: region.id }))
    )
    const rows = clients.map(({ id }) => ({
      client: id,
      parts: Array.from({ length: 80 }, () => ({ for_client: id, count: 1, price: '1' })),
    }))
    await insertBatches(sample.environment, [{ entity: 'shop.job', rows }])
    const [counted] = await sample.database.tx((t) =>
      loadRows(t, sample.application.entities.get('shop.region')!, [region.id], false)
    )
    await write.patch('shop.region', counted!, { name: '西' })
    const marks = await sample.database.read.all('SELECT hop, target FROM computed_stale')
    assert.deepEqual(
      marks.map(({ hop, target }) => [Number(hop), target]),
      [[1, region.id]]
    )
    await sample.idle()
    assert.lengthOf(await sample.database.read.all('SELECT way FROM computed_stale'), 0)
    assert.deepEqual(await driftOf(sample), [])
  }).timeout(60_000)

  test('marks and jobs come behind every record of the command (law 6)', async ({
    assert,
    cleanup,
  }) => {
    const sample = await openWorking()
    cleanup(() => sample.drop())
    const write = writing(sample, actorWith(['shop.boss']))
    const region = await write.create('shop.region', { name: '东' })
    const client = await write.create('shop.client', { name: '甲' })
    const rows = Array.from({ length: 260 }, () => ({ client: client.id }))
    await insertBatches(sample.environment, [{ entity: 'shop.job', rows }])
    const { client: clients, region: regions } = Object.fromEntries(
      ['client', 'region'].map((key) => [key, sample.application.entities.get(`shop.${key}`)!])
    )
    const [now] = await sample.database.tx((t) => loadRows(t, clients!, [client.id], false))
    const sent: string[] = []
    const stop = sample.database.onStatement(({ sql }) => sent.push(sql))
    // Its name is read by many jobs; the region counts it and is computed in the same command.
    await write.patch('shop.client', now!, { name: '乙', region: region.id })
    stop()
    const last = (part: string) => sent.findLastIndex((sql) => sql.includes(part))
    const mark = sent.findIndex((sql) => sql.includes('INTO computed_stale'))
    assert.isAbove(mark, -1)
    assert.isBelow(last(`UPDATE "${regions!.table}"`), mark)
    assert.isAbove(last(`UPDATE "${regions!.table}"`), -1)
    await sample.idle()
    assert.deepEqual(await driftOf(sample), [])
  }).timeout(60_000)

  test('a release fills in the computed fields it brings, for the records that are there', async ({
    assert,
    cleanup,
  }) => {
    const sample = await openWorking()
    cleanup(() => sample.drop())
    const write = writing(sample, actorWith(['shop.boss']))
    const client = await write.create('shop.client', { name: '甲' })
    for (const extra of ['1', '2.5']) {
      await write.create('shop.job', { client: client.id, extra, paid: true })
    }
    const { table, fields } = sample.application.entities.get('shop.client')!
    const columns = ['jobs', 'spent', 'mean', 'grade'].map((key) => fields.get(key)!.column!)
    const blank = columns.map((column) => `"${column}" = NULL`).join(', ')
    await sample.database.tx((t) => t.run(`UPDATE "${table}" SET ${blank}`))
    assert.isAbove((await driftOf(sample)).length, 0)
    await sample.database.tx((t) => fillComputed(t, sample.application, sample.environment))
    await sample.idle()
    assert.deepEqual(await driftOf(sample), [])
    // The same definitions again: nothing is left to do.
    await sample.database.tx((t) => fillComputed(t, sample.application, sample.environment))
    assert.lengthOf(await sample.database.read.all('SELECT way FROM computed_stale'), 0)
  }).timeout(60_000)

  test('a computed field that was away a while is filled in when it comes back', async ({
    assert,
    cleanup,
  }) => {
    const sample = await openWorking()
    cleanup(() => sample.drop())
    const { database, application, environment } = sample
    const fill = (release: CompiledApplication) =>
      database.tx((t) => fillComputed(t, release, environment))
    const write = writing(sample, actorWith(['shop.boss']))
    const client = await write.create('shop.client', { name: '甲' })
    await write.create('shop.job', { client: client.id, extra: '5' })
    await fill(application)
    await sample.idle()
    await fill(compileSample(...changed('shop.client', ({ dearest: _, ...rest }) => rest)))
    const { table, fields } = application.entities.get('shop.client')!
    // While it is away nobody writes it.
    await database.tx((t) => t.run(`UPDATE "${table}" SET "${fields.get('dearest')!.column}" = 1`))
    await fill(application)
    await sample.idle()
    assert.deepEqual(await driftOf(sample), [])
  }).timeout(60_000)

  test('values that a release converts or fills in are followed by what reads them', async ({
    assert,
    cleanup,
  }) => {
    const sample = await openRecords(...workshopDocuments)
    cleanup(() => sample.drop())
    const { database, application, environment } = sample
    const write = writing(sample, actorWith(['shop.boss']))
    const region = await write.create('shop.region', { name: '东' })
    const client = await write.create('shop.client', { name: '甲', region: region.id })
    await write.create('shop.job', { client: client.id })
    const ways = async (release: CompiledApplication, written?: ReadonlySet<string>) => {
      await database.tx((t) => t.run('DELETE FROM computed_stale'))
      await database.tx((t) => fillComputed(t, release, environment, { written }))
      const rows = await database.read.all('SELECT way FROM computed_stale ORDER BY way')
      return rows.map(({ way }) => way)
    }
    const way = (key: string) => `all:${application.entities.get(key)!.uid}`
    await ways(application)
    assert.deepEqual(await ways(application), [])
    const exact = { 'title': '其他', 'x-type': 'decimal', 'x-scale': 4 }
    const retyped = compileSample(...changed('shop.job', (all) => ({ ...all, extra: exact })))
    assert.deepEqual(await ways(retyped), [way('shop.job')])
    await ways(application)
    const regions = application.entities.get('shop.region')!
    const rate = `${regions.uid} ${regions.fields.get('rate')!.uid}`
    assert.deepEqual(await ways(application, new Set([rate])), [way('shop.client')])
  }).timeout(60_000)

  test('the check reports what was written past the engine, and repairs when asked', async ({
    assert,
    cleanup,
  }) => {
    const sample = await openWorking()
    cleanup(() => sample.drop())
    const { jobs, database } = sample.environment
    const write = writing(sample, actorWith(['shop.boss']))
    const client = await write.create('shop.client', { name: '甲' })
    await write.create('shop.job', { client: client.id, extra: '9', paid: true })
    const { table, fields } = sample.application.entities.get('shop.client')!
    const column = fields.get('spent')!.column!
    await database.tx((t) => t.run(`UPDATE "${table}" SET "${column}" = 123`))
    const check = async (repair: boolean) => {
      const asked = { kind: driftJob, payload: { repair }, by: 'system' }
      const id = await database.tx((t) => jobs.enqueue(t, asked))
      await sample.idle()
      const [row] = await database.read.all<{ result: string }>(
        'SELECT result FROM jobs WHERE id = ?',
        [id]
      )
      return JSON.parse(row!.result) as { drifted: number; fields: Record<string, number> }
    }
    const found = await check(false)
    assert.equal(found.drifted, 1)
    assert.equal(found.fields['shop.client spent'], 1)
    assert.include(sample.lines.join(), 'shop.client spent')
    assert.equal((await check(true)).drifted, 1)
    assert.equal((await check(false)).drifted, 0)
  }).timeout(60_000)
})
