import { test } from '@japa/runner'
import { accessOf, actorValues, systemActor } from '#engine/access/index.ts'
import { filterKey } from '#engine/filters/index.ts'
import type { FilterNode } from '#engine/filters/index.ts'
import { compileSample } from '../support/compile_sample.ts'

const role = (name: string, ...grants: object[]) => ({ kind: 'role', key: `log.${name}`, grants })
const mine = { owner_id: '$me' }
const near = { dept_id: '$my_department' }

const application = compileSample(
  { kind: 'module', key: 'log', version: '1.0.0' },
  {
    kind: 'entity',
    key: 'log.trip',
    titleField: 'name',
    schema: {
      properties: {
        name: { type: 'string' },
        fee: { 'x-type': 'money' },
        card: { 'type': 'string', 'x-mask': 'last4' },
        status: { 'x-type': 'state', 'x-lifecycle': 'log.trip' },
        stops: { 'x-type': 'children', 'x-entity': 'log.stop' },
      },
    },
  },
  {
    kind: 'entity',
    key: 'log.stop',
    parent: 'log.trip',
    titleField: 'place',
    schema: { properties: { place: { type: 'string' } } },
  },
  {
    kind: 'entity',
    key: 'log.car',
    titleField: 'plate',
    schema: { properties: { plate: { type: 'string' } } },
  },
  {
    ...{ kind: 'lifecycle', key: 'log.trip', entity: 'log.trip', field: 'status', initial: 'open' },
    states: [
      { id: 'open', title: '打开' },
      { id: 'done', title: '完成' },
    ],
    transitions: [
      { id: 'submit', title: '提交', from: ['open'], to: 'done', allow: ['log.clerk'] },
    ],
  },
  role('reader', { entity: 'log.trip', actions: ['read'], rows: mine, fields: { deny: ['fee'] } }),
  role('clerk', {
    entity: 'log.trip',
    actions: ['read', 'update', 'transition:submit'],
    rows: near,
    fields: { readonly: ['fee'] },
  }),
  role('twin', { entity: 'log.trip', actions: ['read'], rows: near }),
  role('masked', {
    entity: 'log.trip',
    actions: ['read'],
    fields: { mask: ['card'], only: ['name', 'card'] },
  }),
  role('driver', { entity: 'log.trip', actions: ['create', 'transition:*'] }),
  role('chief', { entity: 'log.*', actions: ['*'] }),
  role('root', { entity: '*', actions: ['*'] })
)
const trip = application.entities.get('log.trip')!
const stop = application.entities.get('log.stop')!
const car = application.entities.get('log.car')!

const actor = (...roles: string[]) => ({
  ...systemActor,
  userId: 'u',
  roles: roles.map((name) => `log.${name}`),
})
const access = (...roles: string[]) => accessOf(application, actor(...roles))
const count = (node: FilterNode | null) =>
  node?.op === 'any' ? node.items.length : (node?.op ?? null)

test.group('access_of | actions', () => {
  const cases: [string[], string, boolean][] = [
    [[], 'read', false],
    [['nobody'], 'read', false],
    [['reader'], 'read', true],
    [['reader'], 'update', false],
    [['reader', 'clerk'], 'update', true],
    [['clerk'], 'transition:submit', true],
    [['clerk'], 'transition:approve', false],
    [['driver'], 'transition:approve', true],
    [['driver'], 'read', false],
    [['driver'], 'transition', false],
    [['driver'], 'make:x', false],
    [['chief'], 'delete', true],
    [['chief'], 'make:x', true],
    [['root'], 'export', true],
  ]
  for (const [roles, action, expected] of cases) {
    test(`${roles.join('+') || 'no role'} ${expected ? 'may' : 'may not'} ${action}`, ({
      assert,
    }) => {
      assert.equal(access(...roles).may(trip, action), expected)
      assert.equal(access(...roles).scope(trip, action).op === 'false', !expected)
    })
  }

  test('a module wildcard covers the module, and nothing by a similar name', ({ assert }) => {
    assert.isTrue(access('chief').may(car, 'read'))
    assert.isFalse(access('reader').may(car, 'read'))
    const stranger = { ...car, key: 'logistics.car', module: 'logistics' }
    assert.isFalse(access('chief').may(stranger, 'read'))
  })

  test('the engine itself may everything, and no account can pass for it', ({ assert }) => {
    assert.equal(accessOf(application, systemActor).scope(trip, 'delete').op, 'true')
    assert.isFalse(accessOf(application, { ...systemActor, userId: 'u' }).may(trip, 'read'))
  })
})

test.group('access_of | rows and fields', () => {
  test('roles only add: scopes are united, the same one is named once', ({ assert }) => {
    assert.equal(count(access('reader').scope(trip, 'read')), 'compare')
    assert.equal(count(access('reader', 'clerk').scope(trip, 'read')), 2)
    assert.equal(count(access('reader', 'clerk', 'twin').scope(trip, 'read')), 2)
    assert.equal(count(access('reader', 'chief').scope(trip, 'read')), 'true')
  })

  test('a field that some grant leaves out is readable on the rows of the others', ({ assert }) => {
    assert.isFalse(access('reader').readable(trip, 'fee'))
    const both = access('reader', 'clerk')
    assert.isTrue(both.readable(trip, 'fee'))
    assert.equal(
      filterKey(both.fieldScope(trip, 'fee')!),
      filterKey(access('clerk').scope(trip, 'read'))
    )
    assert.isNull(both.fieldScope(trip, 'name'))
    assert.isNull(access('clerk', 'twin').fieldScope(trip, 'fee'))
    assert.isNull(access('reader', 'chief').fieldScope(trip, 'fee'))
    assert.equal(
      filterKey(access('masked', 'reader').fieldScope(trip, 'stops')!),
      filterKey(access('reader').scope(trip, 'read'))
    )
  })

  test('a field is masked where no grant gives it in clear, and narrowed where only some do', ({
    assert,
  }) => {
    assert.isTrue(access('masked').masked(trip, 'card'))
    assert.isTrue(access('masked').readable(trip, 'card'))
    assert.isFalse(access('masked').masked(trip, 'fee'))
    const mixed = access('masked', 'clerk')
    assert.isFalse(mixed.masked(trip, 'card'))
    assert.equal(
      filterKey(mixed.fieldScope(trip, 'card')!),
      filterKey(access('clerk').scope(trip, 'read'))
    )
    assert.isNull(mixed.shownScope(trip, 'card'))
    assert.isNull(access('masked', 'chief').fieldScope(trip, 'card'))
  })

  test('engine columns go with the record', ({ assert }) => {
    assert.isTrue(access('masked').readable(trip, 'created_at'))
    assert.isNull(access('masked').fieldScope(trip, 'created_at'))
    assert.isFalse(access('driver').readable(trip, 'id'))
  })

  test('a field can be written where the grant with the action lets it', ({ assert }) => {
    assert.isTrue(access('clerk').writable(trip, 'update', 'name'))
    assert.isFalse(access('clerk').writable(trip, 'update', 'fee'))
    assert.isFalse(access('clerk').writable(trip, 'create', 'name'))
    assert.isTrue(access('driver').writable(trip, 'create', 'fee'))
    assert.equal(access('clerk', 'driver').writeScope(trip, 'create', 'fee').op, 'true')
    assert.equal(access('clerk').writeScope(trip, 'update', 'fee').op, 'false')
    assert.isTrue(access('clerk', 'chief').writable(trip, 'update', 'fee'))
    assert.isFalse(access('chief').writable(trip, 'update', 'no_such_field'))
  })

  test('a sub-table has the rights of the record it belongs to, by the field that holds it', ({
    assert,
  }) => {
    assert.isTrue(access('reader').may(stop, 'read'))
    assert.isTrue(access('reader').readable(stop, 'place'))
    assert.isFalse(access('masked').readable(stop, 'place'))
    assert.isTrue(access('clerk').writable(stop, 'update', 'place'))
    assert.equal(
      filterKey(access('reader').scope(stop, 'read')),
      filterKey(access('reader').scope(trip, 'read'))
    )
  })

  test('holders of the same roles share one access; another application has its own', ({
    assert,
  }) => {
    assert.strictEqual(access('reader', 'clerk'), access('clerk', 'reader', 'clerk'))
    assert.notStrictEqual(access('reader'), accessOf({ ...application }, actor('reader')))
  })
})

test.group('actor_values', () => {
  test('today is the date in the zone of the organisation', ({ assert }) => {
    const late = new Date('2026-11-22T16:30:00.000Z')
    const today = (zone: string) => actorValues({ ...systemActor, zone }, late)('today')
    assert.equal(today('Asia/Shanghai'), '2026-11-23')
    assert.equal(today('UTC'), '2026-11-22')
    assert.equal(actorValues(systemActor, late)('now'), '2026-11-22T16:30:00.000Z')
  })

  test('attributes are lists, and a name nobody gave is an empty one', ({ assert }) => {
    const values = actorValues({ ...systemActor, attributes: { my_cars: ['a'] } }, new Date())
    assert.deepEqual(values('my_cars'), ['a'])
    assert.deepEqual(values('constructor'), [])
    assert.deepEqual(values('my_department_tree'), [])
    assert.isNull(values('my_department'))
  })
})
