import { test } from '@japa/runner'
import type { Values } from '#engine/values.ts'
import { stepThrough } from '../../history/changes.ts'
import { changesSince } from '../../history/read_changes.ts'
import { actorWith, codesOf, openRecords, writing } from '../support/open_records.ts'
import type { SampleRecords } from '../support/open_records.ts'

const text = (title: string) => ({ type: 'string', title })
const formula = (title: string, source: string, scale = 2) => ({
  title,
  'x-type': 'formula',
  'x-formula': source,
  'x-scale': scale,
})
const entity = (key: string, properties: object, more: object = {}) => ({
  kind: 'entity',
  key,
  title: key,
  titleField: Object.keys(properties)[0],
  schema: { type: 'object', properties },
  ...more,
})

/** A tour has days, a day has legs; a tour is numbered when it is confirmed, for each region. */
const tours = [
  entity('tour.region', { code: text('代码') }),
  entity(
    'tour.tour',
    {
      name: text('名称'),
      region: { 'title': '地区', 'x-type': 'relation', 'x-relation': { to: 'tour.region' } },
      rate: { 'title': '单价', 'x-type': 'money' },
      days: {
        'type': 'array',
        'title': '行程',
        'x-type': 'children',
        'x-entity': 'tour.day',
        'maxItems': 3,
      },
      km: formula('里程', '=SUM(days.km)', 0),
      cost: formula('费用', '=SUM(days.cost) + surcharge'),
      surcharge: formula('附加费', '=rate * 0.1'),
      state: { 'title': '状态', 'x-type': 'state', 'x-lifecycle': 'tour.tour' },
      headline: { 'title': '标题', 'x-type': 'formula', 'x-formula': '=no & "/" & state' },
    },
    {
      numbering: {
        field: 'no',
        pattern: '{region.code}-{yy}{mm}-{00}',
        per: ['region'],
        reset: 'month',
        at: 'transition:confirm',
        gapless: true,
      },
    }
  ),
  entity(
    'tour.day',
    {
      place: text('地点'),
      legs: { 'type': 'array', 'title': '路段', 'x-type': 'children', 'x-entity': 'tour.leg' },
      km: formula('里程', '=SUM(legs.km)', 0),
      cost: formula('费用', '=SUM(legs.cost)'),
    },
    { parent: 'tour.tour' }
  ),
  entity(
    'tour.leg',
    {
      label: text('说明'),
      km: { 'title': '公里', 'x-type': 'decimal', 'x-scale': 0, 'x-minimum': '1' },
      cost: formula('费用', '=km * 2'),
    },
    { parent: 'tour.day' }
  ),
  {
    kind: 'lifecycle',
    key: 'tour.tour',
    title: '状态',
    entity: 'tour.tour',
    field: 'state',
    initial: 'open',
    states: [
      { id: 'open', title: '草稿' },
      { id: 'sure', title: '确认' },
    ],
    transitions: [
      { id: 'confirm', title: '确认', from: ['open'], to: 'sure', allow: ['tour.guide'] },
    ],
  },
  {
    kind: 'role',
    key: 'tour.guide',
    title: '导游',
    grants: [{ entity: 'tour.*', actions: ['*'] }],
  },
]

test.group('records | levels and numbers', (group) => {
  let db: SampleRecords
  let guide: ReturnType<typeof writing>
  group.setup(async () => {
    db = await openRecords(...tours)
    guide = writing(db, actorWith(['tour.guide']))
    return () => db.drop()
  })
  const tree = (record: Values): unknown =>
    (record.days as readonly Values[]).map((day) => [
      day.place,
      day.km,
      (day.legs as readonly Values[]).map((leg) => leg.km),
    ])

  test('two levels of rows are written, computed, merged, removed and kept in history', async ({
    assert,
  }) => {
    const region = await guide.create('tour.region', { code: 'GX' })
    const made = await guide.create('tour.tour', {
      ...{ name: '漓江', region: region.id, rate: '100' },
      days: [
        { place: '桂林', legs: [{ km: '10' }, { km: '20' }] },
        { place: '阳朔', legs: [{ km: '5' }] },
        { place: '南宁' },
      ],
    })
    assert.containSubset(made, { km: '35', cost: '80.00', surcharge: '10.00', no: null })
    const [one, two, three] = made.days as unknown as (Values & { id: string })[]
    const legs = one!.legs as readonly Values[]
    const changed = await guide.patch('tour.tour', made, {
      days: [
        {
          id: one!.id,
          legs: [{ id: legs[0]!.id, $delete: true }, { id: legs[1]!.id, km: '21' }, { km: '1' }],
        },
        { id: two!.id, $delete: true },
        { id: three!.id, legs: [{ km: '7' }] },
      ],
    })
    assert.deepEqual(tree(changed), [
      ['桂林', '22', ['21', '1']],
      ['南宁', '7', ['7']],
    ])
    assert.containSubset(changed, { rev: 2, km: '29', cost: '68.00' })

    const tour = db.application.entities.get('tour.tour')!
    const changes = await changesSince(db.database.read, tour, made.id, 0)
    const entityOf = (key: string) => db.application.entities.get(key)!
    const first = stepThrough({ entity: tour, entityOf }, {}, changes[0]!, 'forwards')
    assert.deepEqual(tree(first), tree(made))
    const second = stepThrough({ entity: tour, entityOf }, first, changes[1]!, 'forwards')
    assert.deepEqual(tree(second), tree(changed))
    assert.deepEqual(
      tree(stepThrough({ entity: tour, entityOf }, second, changes[1]!, 'backwards')),
      tree(made)
    )
  })

  test('faults of the inner level are told with their whole path', async ({ assert }) => {
    const days = [{ place: 'A', legs: [{ km: '1' }, { km: '0' }, { km: 'x', speed: 1 }] }]
    assert.deepEqual(await codesOf(() => guide.create('tour.tour', { days })), [
      'E_RECORD_INVALID /days/0/legs/1/km',
      'E_RECORD_INVALID /days/0/legs/2/km',
      'E_RECORD_INVALID /days/0/legs/2/speed',
    ])
    const four = { days: Array.from({ length: 4 }, () => ({ place: 'A' })) }
    assert.deepEqual(await codesOf(() => guide.create('tour.tour', four)), [
      'E_RECORD_INVALID /days',
    ])
  })

  test('a number given at a transition counts by series and month, and formulas that read it follow', async ({
    assert,
  }) => {
    const regions = [
      await guide.create('tour.region', { code: 'N' }),
      await guide.create('tour.region', { code: 'S' }),
    ]
    const numbers: unknown[] = []
    for (const [at, which] of [
      ['2026-11-30T00:00:00.000Z', 0],
      ['2026-11-30T00:00:00.000Z', 0],
      ['2026-11-30T00:00:00.000Z', 1],
      ['2026-12-01T00:00:00.000Z', 0],
    ] as const) {
      db.at(at)
      const made = await guide.create('tour.tour', { name: 'x', region: regions[which]!.id })
      assert.deepEqual([made.no, made.headline], [null, '/open'])
      const sure = await guide.transition('tour.tour', made, 'confirm')
      assert.equal(sure.headline, `${sure.no}/sure`)
      numbers.push(sure.no)
    }
    assert.deepEqual(numbers, ['N-2611-01', 'N-2611-02', 'S-2611-01', 'N-2612-01'])
  })
})
