import { test } from '@japa/runner'
import { matches, parseFilter } from '#engine/filters/index.ts'
import type { FilterEnvironment } from '#engine/filters/index.ts'
import type { Value, Values } from '#engine/values.ts'
import { guardContext } from './sample.ts'

const me = '01a202fd-0ebe-7058-8421-7f22b48f76ab'
const car = '01a202fd-0ebe-7058-8421-7f22b48f76ac'
const actor: Record<string, Value | readonly Value[]> = {
  me,
  my_department: null,
  my_vehicles: [car],
  my_department_tree: [],
  today: '2026-11-22',
  now: '2026-11-22T04:00:00.000Z',
}

function environmentOf(record: Values): FilterEnvironment {
  return {
    actorValue: (name) => actor[name] ?? null,
    related: (entity, id) =>
      entity === 'log.vehicle' && id === car ? { id, plate: '粤A', keeper: me } : null,
    expressionContext: {
      now: String(actor.now),
      today: String(actor.today),
      me,
      read: ([name = '']) => record[name] ?? null,
    },
  }
}

const full: Values = {
  ...{
    name: 'Trip 泵',
    vehicle: car,
    driver: me,
    fee: '12.50',
    limit: '6.250',
    km: 7,
    paid: false,
  },
  ...{
    day: '2026-11-22',
    left_at: '2026-11-22T04:00:00.000Z',
    kind: 'road',
    owner_id: me,
    dept_id: car,
  },
  stops: [
    { id: '1', place: 'a', minutes: 5 },
    { id: '2', place: 'b', minutes: 50 },
  ],
}

test.group('matches | operators', () => {
  /** filter, whether a full record meets it, whether a blank one does. */
  const cases: [unknown, boolean, boolean][] = [
    [{}, true, true],
    [{ name: 'Trip 泵' }, true, false],
    [{ name: 'trip 泵' }, false, false],
    [{ name: { ne: 'x' } }, true, true],
    [{ name: { ne: 'Trip 泵' } }, false, true],
    [{ name: null }, false, false],
    [{ name: { ne: null } }, true, true],
    [{ km: { in: [1, 7] } }, true, false],
    [{ km: { in: [] } }, false, false],
    [{ km: { nin: [] } }, true, true],
    [{ km: { nin: [7] } }, false, true],
    [{ fee: { gt: '12.49' } }, true, false],
    [{ fee: { gt: '12.50' } }, false, false],
    [{ fee: { gte: '12.5' } }, true, false],
    [{ fee: { lt: '100' } }, true, false],
    [{ fee: { lte: '12.49' } }, false, false],
    [{ fee: { gt: null } }, false, false],
    [{ not: { fee: { gt: null } } }, true, true],
    [{ km: { between: [7, 7] } }, true, false],
    [{ km: { between: [8, 6] } }, false, false],
    [{ km: { between: [null, 9] } }, false, false],
    [{ day: { gte: '$today' } }, true, false],
    [{ left_at: { lt: '$now' } }, false, false],
    [{ name: { contains: '泵' } }, true, false],
    [{ name: { contains: '' } }, false, false],
    [{ name: { startsWith: 'Tri' } }, true, false],
    [{ name: { startsWith: 'rip' } }, false, false],
    [{ paid: false }, true, false],
    [{ paid: { empty: true } }, false, true],
    [{ paid: { empty: false } }, true, false],
    [{ kind: 'road' }, true, false],
    [{ driver: '$me', owner_id: '$me' }, true, false],
    [{ dept_id: '$my_department' }, false, false],
    [{ dept_id: { ne: '$my_department' } }, true, true],
    [{ dept_id: { in: '$my_department_tree' } }, false, false],
    [{ dept_id: { nin: '$my_department_tree' } }, true, true],
    [{ vehicle: { in: '$my_vehicles' } }, true, false],
    [{ 'vehicle.plate': { startsWith: '粤' } }, true, false],
    [{ 'vehicle.plate': { ne: '粤A' } }, false, true],
    [{ 'vehicle.keeper': '$me' }, true, false],
    [{ 'vehicle.next.plate': { empty: true } }, true, true],
    [{ stops: { has: {} } }, true, false],
    [{ stops: { has: { place: 'a', minutes: { gt: 10 } } } }, false, false],
    [{ stops: { has: { place: 'b', minutes: { gt: 10 } } } }, true, false],
    [{ stops: { has: { not: { place: 'a' } } } }, true, false],
    [{ not: { stops: { has: { place: 'a' } } } }, false, true],
    [{ stops: { empty: true } }, false, true],
    [{ any: [{ name: 'x' }, { km: 7 }] }, true, false],
    [{ all: [{ name: 'x' }, { km: 7 }] }, false, false],
    [{ not: { any: [{ name: 'x' }, { km: 7 }] } }, false, true],
    [{ fee: '=limit * 2' }, true, false],
    [{ fee: { lt: '=limit + 100' } }, true, false],
    [{ fee: { ne: '=limit' } }, true, true],
    [{ km: { gt: '=1/0' } }, false, false],
  ]
  for (const [raw, whenFull, whenBlank] of cases) {
    test(`${JSON.stringify(raw)}: ${whenFull} on a full record, ${whenBlank} on a blank one`, ({
      assert,
    }) => {
      const { node, problems } = parseFilter(raw, guardContext)
      assert.deepEqual(problems, [])
      for (const [record, expected] of [
        [full, whenFull],
        [{}, whenBlank],
      ] as const) {
        assert.equal(matches(node, record, environmentOf(record)), expected)
        assert.equal(matches({ op: 'not', item: node }, record, environmentOf(record)), !expected)
      }
    })
  }
})
