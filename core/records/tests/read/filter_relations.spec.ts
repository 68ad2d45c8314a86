import { test } from '@japa/runner'
import fc from 'fast-check'
import { accessOf } from '#engine/access/index.ts'
import { compileExpression } from '#engine/expressions/index.ts'
import { coreActorNames, matches, parseFilter } from '#engine/filters/index.ts'
import type { FilterContext } from '#engine/filters/index.ts'
import type { Values } from '#engine/values.ts'
import { compileSample } from '#core/engine/tests/support/compile_sample.ts'
import { filterSql } from '#core/records/read/filter_sql.ts'
import { operandSource } from '#core/records/read/sql/fragment.ts'
import { newId } from '#core/records/storage/ids.ts'
import { insertRows } from '#core/records/storage/insert_rows.ts'
import { openLibrary, person } from './support/open_library.ts'
import type { Library } from './support/open_library.ts'

const relation = (to: string, type = 'relation') => ({
  'x-type': type,
  'x-relation': { to: type === 'polymorphic' ? [to, 'plan.area'] : to },
})
const entity = (name: string, properties: object, more: object = {}) => ({
  ...{ kind: 'entity', key: `plan.${name}`, titleField: 'name' },
  schema: { properties: { name: { type: 'string' }, ...properties } },
  ...more,
})
const integer = { type: 'integer' }
const date = { type: 'string', format: 'date' }

const application = compileSample(
  entity('area', { above: { 'x-type': 'tree_parent' }, size: integer }),
  entity('person', { level: integer, home: relation('plan.area'), boss: relation('plan.person') }),
  entity('task', {
    area: relation('plan.area'),
    lead: relation('plan.person'),
    people: relation('plan.person', 'relations'),
    lead_level: { 'x-type': 'lookup', 'x-lookup': 'lead.level' },
    lead_home: { 'x-type': 'lookup', 'x-lookup': 'lead.home' },
    about: relation('plan.person', 'polymorphic'),
    keeper: { 'x-type': 'user' },
    due: date,
    began: date,
    at: { type: 'string', format: 'date-time' },
    low: integer,
    fee: { 'x-type': 'money', 'x-scale': 2 },
    cost: { 'x-type': 'decimal', 'x-scale': 3 },
    steps: { 'x-type': 'children', 'x-entity': 'plan.step' },
  }),
  entity(
    'step',
    { minutes: integer, done: date, helpers: relation('plan.person', 'relations') },
    { parent: 'plan.task' }
  ),
  { kind: 'role', key: 'plan.all', grants: [{ entity: 'plan.*', actions: ['*'] }] },
  {
    kind: 'role',
    key: 'plan.some',
    grants: [
      { entity: 'plan.task', actions: ['read'], fields: { deny: ['cost'] } },
      { entity: 'plan.person', actions: ['read'], rows: { level: { lte: 1 } } },
      { entity: 'plan.area', actions: ['read'], rows: { size: { lte: 1 } } },
    ],
  }
)

/** Half past two at night of the 22nd in Shanghai; in UTC it is still the day before. */
const now = new Date('2026-11-21T18:30:00.000Z')
const actor = { ...person([]), roles: ['plan.all'], zone: 'Asia/Shanghai' }
const narrow = { ...actor, roles: ['plan.some'] }

const days = [
  ...['2026-11-22', '2026-11-21', '2026-11-23', '2026-11-16', '2026-11-15', '2026-11-30'],
  ...['2026-10-31', '2026-12-01', '2026-12-31', '2027-01-01', '2025-12-31', '0001-01-01'],
]
const instants = [
  ...['2026-11-21T15:59:59.999Z', '2026-11-21T16:00:00.000Z', '2026-11-22T15:59:59.999Z'],
  ...['2026-11-22T16:00:00.000Z', '2026-10-31T16:00:00.000Z', '2026-11-30T16:00:00.000Z'],
]
const periods = [
  ...['today', 'yesterday', 'tomorrow', 'this_week', 'last_week', 'next_week', 'this_month'],
  ...['last_month', 'next_month', 'this_quarter', 'next_quarter', 'this_year', 'last_year'],
  ...['last_7_days', 'next_30_days', 'last_1_days', 'next_400_days'],
]

const blankOr = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: null })
const base = { rev: 1, created_at: now.toISOString(), updated_at: now.toISOString() }

interface World {
  store: Map<string, Values>
  areas: string[]
  people: string[]
  tasks: Values[]
}

async function fill(library: Library, seed: number): Promise<World> {
  const store = new Map<string, Values>()
  const keep = async (key: string, rows: Values[]) => {
    await library.insertMany(key, rows)
    for (const row of rows) store.set(`${key} ${String(row.id)}`, row)
  }
  const random = <T>(arbitrary: fc.Arbitrary<T>, salt: number): T =>
    fc.sample(arbitrary, { numRuns: 1, seed: seed * 1_000 + salt })[0]!
  const areas = Array.from({ length: 9 }, () => newId())
  const trees = areas.map((id, n) => ({
    ...{ id, ...base, name: `a${n}` },
    above: n === 0 ? null : random(blankOr(areas.slice(0, n)), n),
    size: random(blankOr([0, 1, 2]), 40 + n),
  }))
  await keep('plan.area', trees)
  const people = Array.from({ length: 7 }, () => newId())
  const staff = people.map((id, n) => ({
    ...{ id, ...base, name: `p${n}` },
    level: random(blankOr([0, 1, 2]), 60 + n),
    home: random(blankOr(areas), 80 + n),
    boss: n === 0 ? null : random(blankOr(people.slice(0, n)), 90 + n),
  }))
  await keep('plan.person', staff)
  const departments = Array.from({ length: 4 }, () => newId())
  const units = departments.map((id, n) => ({
    ...{ id, ...base, name: `d${n}`, parent: n === 0 ? null : departments[n - 1]! },
  }))
  await keep('sample.department', units)
  const { uid } = application.entities.get('plan.person')!
  const areaUid = application.entities.get('plan.area')!.uid
  const about = [...people.map((id) => `${uid}/${id}`), ...areas.map((id) => `${areaUid}/${id}`)]
  const tasks: Values[] = Array.from({ length: 50 }, (_, n) =>
    random(
      fc.record({
        ...{ area: blankOr(areas), lead: blankOr(people), about: blankOr(about) },
        dept_id: blankOr(departments),
        ...{ due: blankOr(days), began: blankOr(days), at: blankOr(instants) },
        low: blankOr([0, 1, 2, -3]),
        fee: blankOr(['0.00', '1.00', '2.50', '-3.00', '9999999999999.99']),
        cost: blankOr(['0.000', '1.000', '2.500', '-3.000']),
      }),
      200 + n
    )
  ).map((row, n) => ({ ...base, ...row, name: `t${n}`, id: newId() }))
  await library.insertMany('plan.task', tasks)
  const whole: Values[] = []
  for (const [n, task] of tasks.entries()) {
    const some = (salt: number) =>
      random(fc.uniqueArray(fc.constantFrom(...people), { maxLength: 3 }), salt)
    const linked = await link(library, 'plan.task', 'people', String(task.id), some(400 + n))
    const steps: Values[] = random(
      fc.array(fc.record({ minutes: blankOr([0, 1, 2]), done: blankOr(days) }), { maxLength: 3 }),
      600 + n
    ).map((row, i) => ({ ...row, id: newId(), parent_id: String(task.id), row_no: i + 1 }))
    await library.insertMany('plan.step', steps)
    const rows: Values[] = []
    for (const [i, step] of steps.entries()) {
      const helpers = some(800 + n * 5 + i)
      rows.push({
        ...step,
        helpers: await link(library, 'plan.step', 'helpers', String(step.id), helpers),
      })
    }
    whole.push({ ...task, people: linked, steps: rows })
  }
  return { store, areas, people, tasks: whole }
}

async function link(
  library: Library,
  entityKey: string,
  field: string,
  owner: string,
  targets: readonly string[]
): Promise<readonly string[] | null> {
  const table = application.entities.get(entityKey)!.fields.get(field)!.linkTable!
  const rows = targets.map((target, n) => [owner, target, n + 1])
  await library.env.database.tx((t) => insertRows(t, table, ['owner', 'target', 'row_no'], rows))
  return targets.length > 0 ? targets : null
}

type Raw = Record<string, unknown>
const one = (name: string, operator: string, value: unknown): Raw => ({
  [name]: { [operator]: value },
})

function leaves({ areas, people }: World): fc.Arbitrary<Raw> {
  const area = fc.constantFrom(...areas, newId())
  const who = fc.constantFrom(...people, newId())
  const level = fc.tuple(fc.constantFrom('eq', 'ne', 'gt', 'lte'), fc.constantFrom(0, 1, 2))
  const ofPerson = fc.oneof(
    level.map(([op, value]) => one('level', op, value)),
    fc.boolean().map((empty) => one('level', 'empty', empty)),
    area.map((id) => one('home', 'under', id)),
    who.map((id) => ({ id })),
    fc.constant({})
  )
  const period = fc.constantFrom(...periods)
  const count = fc.constantFrom(-400, -7, -1, 0, 1, 7, 30)
  const anything = fc.oneof(
    who.map((id) => ({ entity: 'plan.person', id })),
    area.map((id) => ({ entity: 'plan.area', id }))
  )
  const step = fc.oneof(
    level.map(([op, value]) => one('minutes', op, value)),
    period.map((name) => one('done', 'within', name)),
    ofPerson.map((item) => one('helpers', 'has', item)),
    fc.boolean().map((empty) => one('helpers', 'empty', empty))
  )
  return fc.oneof(
    fc
      .constantFrom('area', 'lead.home', 'lead_home', 'area.above')
      .chain((name) => area.map((id) => one(name, 'under', id))),
    fc.constantFrom(
      one('dept_id', 'under', '$my_department'),
      one('dept_id', 'under', '$my_department_tree')
    ),
    fc.constantFrom('due', 'at', 'began').chain((name) =>
      fc.oneof(
        period.map((value) => one(name, 'within', value)),
        count.map((value) => one(name, 'withinDays', value))
      )
    ),
    fc.constantFrom('people', 'people').chain((name) =>
      fc.oneof(
        ofPerson.map((item) => one(name, 'has', item)),
        ofPerson.map((item) => one(name, 'has', { not: item })),
        who.map((id) => one(name, 'has', id)),
        fc.boolean().map((empty) => one(name, 'empty', empty))
      )
    ),
    fc
      .oneof(
        step,
        step.map((item) => ({ not: item }))
      )
      .map((item) => one('steps', 'has', item)),
    level.map(([op, value]) => one('lead_level', op, value)),
    level.map(([op, value]) => one('lead.boss.level', op, value)),
    fc.boolean().map((empty) => one('lead_home', 'empty', empty)),
    fc.tuple(fc.constantFrom('eq', 'ne'), anything).map(([op, value]) => one('about', op, value)),
    fc
      .tuple(fc.constantFrom('in', 'nin'), fc.array(anything, { maxLength: 3 }))
      .map(([op, value]) => one('about', op, value)),
    fc.boolean().map((empty) => one('about', 'empty', empty))
  )
}

/** Values that follow from the record; only definitions may have them, so they see everything. */
function expressions(): fc.Arbitrary<Raw> {
  const order = fc.constantFrom('eq', 'ne', 'gt', 'gte', 'lt', 'lte')
  const pairs: [string, string][] = [
    ...([
      ['due', '=began'],
      ['due', '=$today'],
      ['due', '=began + 7'],
      ['at', '=$now'],
    ] as const),
    ...([
      ['low', '=low + 1'],
      ['low', '=lead.level'],
      ['fee', '=low + 1'],
      ['fee', '=fee + fee'],
    ] as const),
    ...([
      ['cost', '=fee'],
      ['cost', '=fee - low'],
      ['lead', '=lead'],
      ['keeper', '=$me'],
    ] as const),
    ...([
      ['name', '=lead.name'],
      ['name', '="t1"'],
      ['area', '=lead.home'],
    ] as const),
  ].map(([name, source]) => [name, source])
  const ordered = (name: string) => !['lead', 'keeper', 'name', 'area'].includes(name)
  return fc.oneof(
    fc
      .tuple(fc.constantFrom(...pairs), order)
      .map(([[name, source], op]) =>
        one(name, ordered(name) ? op : op === 'ne' ? 'ne' : 'eq', source)
      ),
    fc.constantFrom(
      one('low', 'between', ['=lead.level', '=low + 1']),
      one('low', 'in', '=lead.level'),
      one('name', 'contains', '=lead.name'),
      one('name', 'startsWith', '="t"'),
      one('steps', 'has', { minutes: { gte: '=low' } }),
      one('people', 'has', { level: '=low' })
    )
  )
}

function nested(leaf: fc.Arbitrary<Raw>): fc.Arbitrary<Raw> {
  const list = fc.array(leaf, { minLength: 1, maxLength: 3 })
  return fc.oneof(
    leaf,
    list.map((any) => ({ any })),
    list.map((all) => ({ not: { all } }))
  )
}

const context: FilterContext = {
  entity: application.entities.get('plan.task')!,
  entityOf: (key) => application.entities.get(key),
  codesOf: () => null,
  actorNames: coreActorNames,
  department: 'sample.department',
}

test.group('filter_sql | relations, trees, periods, expressions', (group) => {
  let library: Library
  let world: World
  let departmentTree: string[]
  group.setup(async () => {
    library = await openLibrary(application)
    world = await fill(library, 7)
    departmentTree = [...world.store.keys()]
      .filter((key) => key.startsWith('sample.department '))
      .map((key) => key.split(' ')[1]!)
      .slice(1, 3)
    return () => library.close()
  })

  const ids = async (raw: Raw, who: typeof actor, extra: Partial<FilterContext>) => {
    const { node, problems } = parseFilter(raw, { ...context, ...extra })
    if (problems.length > 0) throw new Error(JSON.stringify({ raw, problems }))
    const { database } = library.env
    const { table } = context.entity
    const answers: string[][] = []
    for (const asked of [node, { op: 'not' as const, item: node }]) {
      const where = filterSql(asked, {
        ...{ dialect: database.dialect, entityOf: context.entityOf, actor: who, alias: 't', now },
        access: extra.compileOperand ? null : accessOf(application, who),
      })
      const rows = await database.read.all<{ id: string }>(
        `SELECT id FROM ${database.dialect.quote(table)} t WHERE ${where.sql} ORDER BY id`,
        where.bindings
      )
      answers.push(rows.map(({ id }) => id))
    }
    return { node, answers }
  }

  const inMemory = (
    node: Parameters<typeof matches>[0],
    who: typeof actor,
    sees: (key: string, record: Values) => boolean
  ) => {
    const source = operandSource(who, now)
    const related = (key: string, id: string) => {
      const found = world.store.get(`${key} ${id}`)
      return found && sees(key, found) ? found : null
    }
    return world.tasks
      .filter((task) => {
        const read = (path: readonly string[]) => valueOf(task, path, related)
        const expressionContext = { ...source.expressionContext!, read }
        return matches(node, task, { ...source, related, expressionContext })
      })
      .map(({ id }) => String(id))
      .sort()
  }

  for (const [name, roles] of [
    ['one who sees everything', actor],
    ['one who sees some', narrow],
  ] as const) {
    test(`random filters give the same in SQL and in memory, for ${name}`, async ({ assert }) => {
      const who = { ...roles, departmentId: departmentTree[0]!, departmentTree }
      const sees = (key: string, record: Values) => {
        if (who.roles[0] === 'plan.all') return key !== 'sample.department'
        const field = { 'plan.person': 'level', 'plan.area': 'size' }[key]
        return field !== undefined && record[field] != null && Number(record[field]) <= 1
      }
      const property = fc.asyncProperty(nested(leaves(world)), async (raw) => {
        const { node, answers } = await ids(raw, who, {})
        for (const [n, asked] of [node, { op: 'not' as const, item: node }].entries()) {
          assert.deepEqual(answers[n], inMemory(asked, who, sees), JSON.stringify(raw))
        }
      })
      await fc.assert(property, { numRuns: 400, seed: 11, endOnFailure: true })
    })
  }

  test('row scopes of definitions: all of it, and expressions over the record', async ({
    assert,
  }) => {
    const who = { ...actor, departmentId: departmentTree[0]!, departmentTree }
    const compileOperand = (source: string) => compileExpression(source, { typeOf })
    const leaf = fc.oneof(leaves(world), expressions())
    const property = fc.asyncProperty(nested(leaf), async (raw) => {
      const { node, answers } = await ids(raw, who, { compileOperand })
      for (const [n, asked] of [node, { op: 'not' as const, item: node }].entries()) {
        assert.deepEqual(
          answers[n],
          inMemory(asked, who, () => true),
          JSON.stringify(raw)
        )
      }
    })
    await fc.assert(property, { numRuns: 600, seed: 12, endOnFailure: true })
  })
})

/** Types of the names the expressions use, as the compiler tells them. */
function typeOf(path: readonly string[]) {
  if (path[0] === '$me') return { kind: 'record' as const, entity: 'sample.user' }
  if (path[0] === '$today') return { kind: 'date' as const }
  if (path[0] === '$now') return { kind: 'datetime' as const }
  let at = context.entity
  for (const [n, name] of path.entries()) {
    const field = at.fields.get(name)!
    if (n === path.length - 1) return field.type.valueType(field)
    at = application.entities.get(field.target!)!
  }
  return undefined
}

function valueOf(
  record: Values,
  path: readonly string[],
  related: (key: string, id: string) => Values | null
) {
  let at: Values | null = record
  let entityNow = context.entity
  for (const [n, name] of path.entries()) {
    const value = at?.[name] ?? null
    if (n === path.length - 1 || value === null) return value
    const target = entityNow.fields.get(name)!.target!
    at = related(target, String(value))
    entityNow = application.entities.get(target)!
  }
  return null
}
