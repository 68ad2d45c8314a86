import { test } from '@japa/runner'
import { aggregateRecords, listRecords } from '../../read/index.ts'
import { actorWith, codesOf, openRecords } from '../support/open_records.ts'
import type { SampleRecords } from '../support/open_records.ts'

const documents = [
  {
    ...{ kind: 'entity', key: 'cost.thing', title: '物', titleField: 'name' },
    schema: {
      type: 'object',
      properties: {
        name: { type: 'string', title: '名称' },
        more: { 'title': '其他', 'x-type': 'json' },
      },
    },
  },
  {
    ...{ kind: 'role', key: 'cost.reader', title: '读者' },
    grants: [{ entity: 'cost.thing', actions: ['read'] }],
  },
]
const rows = 600_000
const reader = actorWith(['cost.reader'])

test.group('records | what a question may cost', (group) => {
  let db: SampleRecords
  group.setup(async () => {
    db = await openRecords(...documents)
    await fill(db)
    return () => db.drop()
  })
  const ask = async (filter: object) => {
    const query = { filter: JSON.stringify(filter), limit: '1' }
    const began = performance.now()
    const codes = await codesOf(() => listRecords(db.environment, reader, 'cost.thing', query))
    return { codes, took: performance.now() - began }
  }
  const contains = (count: number) => ({
    any: Array.from({ length: count }, (_, n) => ({ name: { contains: `zz${n}` } })),
  })

  test('T040 40 alternatives of a part of a text over very many rows are refused at once', async ({
    assert,
  }) => {
    const { codes, took } = await ask(contains(40))
    assert.deepEqual(codes, ['E_QUERY_TOO_COMPLEX /filter'])
    assert.isBelow(took, 1_000)
    const json = Array.from({ length: 40 }, (_, n) => ({ more: { eq: { n } } }))
    assert.deepEqual((await ask({ any: json })).codes, ['E_QUERY_TOO_COMPLEX /filter'])
    const body = { measures: [{ do: 'count', as: 'n' }], filter: contains(40) }
    const summed = () => aggregateRecords(db.environment, reader, 'cost.thing', body)
    assert.deepEqual(await codesOf(summed), ['E_QUERY_TOO_COMPLEX /filter'])
  })

  test('T040 a few of them, and many conditions that look into no text, are answered', async ({
    assert,
  }) => {
    const equal = Array.from({ length: 40 }, (_, n) => ({ name: `zz${n}` }))
    for (const filter of [contains(2), { any: equal }]) {
      const query = { filter: JSON.stringify(filter), limit: '1' }
      const { data } = await listRecords(db.environment, reader, 'cost.thing', query)
      assert.deepEqual(data, [])
    }
  })
})

/** Rows by one statement: half a million commands would take minutes. */
async function fill({ database, application }: SampleRecords): Promise<void> {
  const { table, fields } = application.entities.get('cost.thing')!
  const { quote, name } = database.dialect
  const isPostgres = name === 'postgres'
  const id = isPostgres
    ? `lpad(to_hex(n), 32, '0')::uuid`
    : `printf('%08x-0000-7000-8000-000000000000', n)`
  const numbers = isPostgres
    ? `SELECT n FROM generate_series(1, ${rows}) n`
    : `WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < ${rows}) SELECT n FROM c`
  const column = quote(fields.get('name')!.column!)
  const at = `'2026-11-01T00:00:00.000Z'`
  await database.tx((t) =>
    t.run(
      `INSERT INTO ${quote(table)} ("id", "rev", "created_at", "updated_at", ${column})
       SELECT ${id}, 1, ${at}${isPostgres ? '::timestamptz' : ''}, ${at}${isPostgres ? '::timestamptz' : ''}, 'a' || n FROM (${numbers}) numbers`
    )
  )
  if (isPostgres) await database.read.all(`ANALYZE ${quote(table)}`)
}
