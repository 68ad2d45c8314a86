import { test } from '@japa/runner'
import type { StoredRecord } from '../../storage/row_codec.ts'
import { loadRows } from '../../write/load_rows.ts'
import { actorWith, codesOf, openRecords, writing } from '../support/open_records.ts'
import type { SampleRecords } from '../support/open_records.ts'
import { workshopDocuments } from '../support/workshop.ts'

test.group('rollups | follow every write', (group) => {
  let db: SampleRecords
  let write: ReturnType<typeof writing>
  group.setup(async () => {
    db = await openRecords(...workshopDocuments)
    write = writing(db, actorWith(['shop.boss']))
    return () => db.drop()
  })
  const now = async (key: string, { id }: { id: string }) => {
    const entity = db.application.entities.get(`shop.${key}`)!
    const [row] = await db.database.tx((t) => loadRows(t, entity, [id], false))
    return row!
  }
  const picked = (record: StoredRecord, ...keys: string[]) => keys.map((key) => record[key])
  const create = (key: string, values: object) => write.create(`shop.${key}`, values)
  const patch = async (key: string, record: { id: string }, values: object) =>
    write.patch(`shop.${key}`, await now(key, record), values)

  test('counts, sums, extremes, averages and lists of what points here', async ({ assert }) => {
    const client = await create('client', { name: '甲' })
    assert.deepEqual(picked(client, 'jobs', 'spent', 'dearest', 'mean', 'tools', 'codes'), [
      0,
      '0.00',
      null,
      null,
      0,
      null,
    ])
    const given = { client: client.id, on: '2026-03-01', code: 'b', extra: '10', paid: true }
    const first = await create('job', given)
    const second = await create('job', { ...given, extra: '5.05', on: '2026-01-01', code: 'a' })
    await create('job', { ...given, extra: '0.02', paid: false })
    const sums = ['jobs', 'spent', 'dearest', 'cheapest', 'mean', 'first_on', 'tools', 'codes']
    assert.deepEqual(picked(await now('client', client), ...sums), [
      ...[3, '15.05', '10.00', '0.02', '5.02', '2026-01-01', 2, 'a、b'],
    ])
    await patch('job', first, { extra: '1', paid: false })
    assert.deepEqual(picked(await now('client', client), 'spent', 'dearest', 'mean'), [
      '5.05',
      '5.05',
      '2.02',
    ])
    await write.remove('shop.job', await now('job', second))
    assert.deepEqual(picked(await now('client', client), ...sums), [
      ...[2, '0.00', '1.00', '0.02', '0.51', '2026-03-01', 1, 'b'],
    ])
    await write.restore('shop.job', second)
    assert.deepEqual(picked(await now('client', client), 'jobs', 'spent', 'first_on', 'codes'), [
      3,
      '5.05',
      '2026-01-01',
      'a、b',
    ])
  })

  test('moving a record to another one changes both', async ({ assert }) => {
    const [from, to] = [
      await create('client', { name: '从' }),
      await create('client', { name: '到' }),
    ]
    const job = await create('job', { client: from.id, extra: '7', paid: true })
    await patch('job', job, { client: to.id })
    assert.deepEqual(picked(await now('client', from), 'jobs', 'spent', 'dearest'), [
      0,
      '0.00',
      null,
    ])
    assert.deepEqual(picked(await now('client', to), 'jobs', 'spent', 'dearest'), [
      1,
      '7.00',
      '7.00',
    ])
    await patch('job', job, { client: null })
    assert.deepEqual(picked(await now('client', to), 'jobs', 'spent'), [0, '0.00'])
  })

  test('what is computed from a rollup follows, over several entities', async ({ assert }) => {
    const region = await create('region', { name: '北', rate: '0.10' })
    const client = await create('client', { name: '乙', region: region.id })
    const job = await create('job', { client: client.id, extra: '999', paid: true })
    assert.equal((await now('job', job)).label, '乙/B')
    assert.equal((await now('region', region)).turnover, '999.00')
    await patch('job', job, { parts: [{ name: '轴', count: 2, price: '3.5' }] })
    assert.equal((await now('job', job)).total, '1006.00')
    assert.deepEqual(picked(await now('client', client), 'spent', 'grade', 'fee'), [
      ...['1006.00', 'A', '100.60'],
    ])
    assert.equal((await now('region', region)).turnover, '1006.00')
    assert.equal((await now('job', job)).label, '乙/A')
    await patch('region', region, { rate: '0.5' })
    assert.equal((await now('client', client)).fee, '503.00')
    await patch('client', client, { name: '丙' })
    assert.equal((await now('job', job)).label, '丙/A')
  })

  test('transitions, conditions over other records, links to many, rows of sub-tables', async ({
    assert,
  }) => {
    const place = await create('region', { name: 'near' })
    const client = await create('client', { name: '丁', region: place.id })
    const job = await create('job', {
      ...{ client: client.id, place: place.id, helpers: [client.id] },
      parts: [{ name: '轴', count: 3, price: '1', for_client: client.id }],
    })
    const all = ['open_jobs', 'abroad', 'helped', 'parts_used']
    assert.deepEqual(picked(await now('client', client), ...all), [1, 0, 1, 3])
    await patch('region', place, { name: 'far away' })
    assert.equal((await now('client', client)).abroad, 1)
    assert.equal((await now('job', job)).note, 'far away')
    await write.transition('shop.job', job, 'begin')
    await write.transition('shop.job', job, 'end')
    await patch('job', job, { helpers: [] })
    assert.deepEqual(picked(await now('client', client), ...all), [0, 1, 0, 3])
    await write.remove('shop.job', await now('job', job))
    assert.deepEqual(picked(await now('client', client), ...all), [0, 0, 0, 0])
  })

  test('totals go up a tree, levels down', async ({ assert }) => {
    const root = await create('task', { name: '总', own: 1 })
    const middle = await create('task', { name: '中', own: 2, above: root.id })
    const leaf = await create('task', { name: '叶', own: 4, above: middle.id })
    assert.deepEqual(picked(await now('task', root), 'below', 'total', 'level'), [6, 7, 1])
    assert.deepEqual(picked(await now('task', leaf), 'total', 'level'), [4, 3])
    await patch('task', leaf, { own: 10 })
    assert.equal((await now('task', root)).total, 13)
    await patch('task', middle, { above: null })
    assert.equal((await now('task', root)).total, 1)
    assert.deepEqual(picked(await now('task', leaf), 'total', 'level'), [10, 2])
    await create('remark', { name: '好', about: { entity: 'shop.task', id: leaf.id } })
    await create('remark', {
      name: '好',
      about: { entity: 'shop.region', id: (await create('region', {})).id },
    })
    assert.equal((await now('task', leaf)).remarks, 1)
  })

  test('a removal takes its records out of every sum, a restoration brings them back', async ({
    assert,
  }) => {
    const region = await create('region', { name: '东' })
    const client = await create('client', { name: '戊', region: region.id })
    const helper = await create('client', { name: '己' })
    await create('job', { client: client.id, helpers: [helper.id], extra: '3', paid: true })
    assert.deepEqual(picked(await now('region', region), 'clients', 'turnover'), [1, '3.00'])
    await write.remove('shop.client', await now('client', client))
    assert.deepEqual(picked(await now('region', region), 'clients', 'turnover'), [0, '0.00'])
    assert.equal((await now('client', helper)).helped, 0)
    await write.restore('shop.client', client)
    assert.deepEqual(picked(await now('region', region), 'clients', 'turnover'), [1, '3.00'])
    assert.equal((await now('client', helper)).helped, 1)
    assert.equal((await now('client', client)).spent, '3.00')
  })

  test('it is a revision without a hand: history keeps one row, nobody is in the way', async ({
    assert,
  }) => {
    const client = await create('client', { name: '庚' })
    for (let n = 0; n < 5; n++) await create('job', { client: client.id, extra: '1', paid: true })
    const after = await now('client', client)
    assert.equal(after.rev, 6)
    assert.equal(after.updated_at, client.updated_at)
    const { uid } = db.application.entities.get('shop.client')!
    const rows = await db.database.read.all<{ rev: number; command: string; changes: string }>(
      `SELECT rev, command, changes FROM record_history
       WHERE entity_uid = ? AND record_id = ? ORDER BY rev`,
      [uid, client.id]
    )
    assert.deepEqual(
      rows.map(({ rev, command }) => [Number(rev), command]),
      [
        [1, 'create'],
        [6, 'recompute'],
      ]
    )
    const jobs = db.application.entities.get('shop.client')!.fields.get('jobs')!
    assert.deepEqual(JSON.parse(rows[1]!.changes)[jobs.uid], [0, 5])
    const audit = await db.database.read.all(
      'SELECT rev FROM audit_entries WHERE entity_uid = ? AND record_id = ?',
      [uid, client.id]
    )
    assert.lengthOf(audit, 1)
    // On the revision before all of them: nobody decided what followed.
    const renamed = await write.patch('shop.client', { id: client.id, rev: 1 }, { name: '辛' })
    assert.equal(renamed.rev, 7)
    await write.remove('shop.client', { id: client.id, rev: 7 })
  })

  test('a sum that has too many digits refuses the write that would make it', async ({
    assert,
  }) => {
    const client = await create('client', { name: '壬' })
    const job = { client: client.id, extra: '9000000000000.00', paid: true }
    await create('job', job)
    assert.deepEqual(await codesOf(() => create('job', job)), ['E_RECORD_INVALID /spent'])
    assert.equal((await now('client', client)).jobs, 1)
  })

  test('two records written at the same time are both counted', async ({ assert }) => {
    const client = await create('client', { name: '癸' })
    const job = { client: client.id, extra: '1.01', paid: true }
    await Promise.all(Array.from({ length: 12 }, () => create('job', job)))
    assert.deepEqual(picked(await now('client', client), 'jobs', 'spent'), [12, '12.12'])
  })

  test('rows of an import are counted, in whatever order they come', async ({ assert }) => {
    const { insertBatches } = await import('../../write/insert_many.ts')
    const { newId } = await import('../../storage/ids.ts')
    const id = newId()
    await insertBatches(db.environment, [
      {
        entity: 'shop.job',
        rows: [1, 2, 3].map((n) => ({ client: id, extra: `${n}`, paid: true, name: String(n) })),
      },
      { entity: 'shop.client', rows: [{ id, name: '子' }] },
    ])
    assert.deepEqual(picked(await now('client', { id }), 'jobs', 'spent', 'mean'), [
      ...[3, '6.00', '2.00'],
    ])
    const labels = await db.database.read.all<{ n: number }>(
      'SELECT COUNT(*) AS n FROM record_history'
    )
    assert.isAbove(Number(labels[0]!.n), 0)
  })
})
