import { test } from '@japa/runner'
import { listRecords } from '../../read/index.ts'
import { insertBatches } from '../../write/insert_many.ts'
import { actorWith, openRecords } from '../support/open_records.ts'
import type { SampleRecords } from '../support/open_records.ts'

const grants = (rows: object = {}) => [{ entity: 'count.thing', actions: ['read'], ...rows }]
const documents = [
  {
    ...{ kind: 'entity', key: 'count.thing', title: '物', titleField: 'name' },
    schema: {
      type: 'object',
      properties: {
        name: { type: 'string', title: '名称' },
        n: { type: 'integer', title: '序' },
      },
    },
  },
  { ...{ kind: 'role', key: 'count.all', title: '全' }, grants: grants() },
  {
    ...{ kind: 'role', key: 'count.some', title: '部分' },
    grants: grants({ rows: { n: { lt: 11_000 } } }),
  },
  {
    ...{ kind: 'role', key: 'count.admin', title: '管理员' },
    grants: [{ entity: '*', actions: ['*'] }],
  },
]
const all = 12_000

test.group('records | how many there are', (group) => {
  let db: SampleRecords
  group.setup(async () => {
    db = await openRecords(...documents)
    const rows = Array.from({ length: all }, (_, n) => ({ name: `n${n % 3}`, n }))
    await insertBatches(db.environment, [{ entity: 'count.thing', rows }])
    if (db.database.dialect.name === 'postgres') await db.database.read.all('ANALYZE')
    return () => db.drop()
  })
  const page = async (role: string, query: Record<string, string>) => {
    const actor = actorWith([`count.${role}`])
    const { page } = await listRecords(db.environment, actor, 'count.thing', {
      limit: '1',
      ...query,
    })
    const { next: _, ...count } = page
    return count
  }
  const atLeast = { count: 10_000, countIs: 'at_least' } as const

  test('what is few is counted, and an exact count stops', async ({ assert }) => {
    const filter = JSON.stringify({ n: { lt: 10_000 } })
    for (const count of ['exact', 'estimate']) {
      assert.deepEqual(await page('all', { count, filter }), { count: 10_000, countIs: 'exact' })
    }
    assert.deepEqual(await page('all', { count: 'exact' }), atLeast)
    assert.deepEqual(await page('all', {}), {})
  })

  test('an estimate goes on by statistics for whoever reads every row', async ({ assert }) => {
    for (const role of ['all', 'admin']) {
      const { count, countIs } = await page(role, { count: 'estimate' })
      assert.equal(countIs, 'estimate', role)
      assert.approximately(count!, all, all * 0.05, role)
    }
  })

  test('statistics tell nobody of rows that are not his', async ({ assert }) => {
    const filter = JSON.stringify({ n: { gte: 0 } })
    assert.deepEqual(await page('some', { count: 'estimate' }), atLeast)
    assert.deepEqual(await page('some', { count: 'estimate', filter }), atLeast)
    assert.deepEqual(await page('all', { count: 'estimate', filter }), atLeast)
    const { countIs } = await page('admin', { count: 'estimate', filter })
    const isTold = db.database.dialect.name === 'postgres'
    assert.equal(countIs, isTold ? 'estimate' : 'at_least')
  })
})
