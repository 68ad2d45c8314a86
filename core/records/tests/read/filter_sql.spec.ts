import { test } from '@japa/runner'
import fc from 'fast-check'
import type { Assert } from '@japa/assert'
import { accessOf, actorValues } from '#engine/access/index.ts'
import type { Actor } from '#engine/access/index.ts'
import { fieldTypes } from '#engine/fields/index.ts'
import { coreActorNames, matches, parseFilter } from '#engine/filters/index.ts'
import type { FilterContext, FilterNode } from '#engine/filters/index.ts'
import type { Values } from '#engine/values.ts'
import { filterSql } from '#core/records/read/filter_sql.ts'
import { newId } from '#core/records/storage/ids.ts'
import { noon, openLibrary, person } from './support/open_library.ts'
import type { Library } from './support/open_library.ts'

const departments = [newId(), newId(), newId()]
const reader = person(['librarian'], { departmentTree: departments.slice(0, 2) })
const visitor = { ...reader, roles: ['library.visitor'] }

/** Order of UTF-16 units and of code points differ here; marks, wildcards and quotes are plain text. */
const texts = [
  'a',
  'A',
  'ab',
  'b',
  '泵',
  '泵站',
  '𝒜',
  '𝒜x',
  '\u{1F600}',
  '\uFFFD',
  'é',
  'e\u0301',
  '%',
  '_',
  "'",
  '"',
  '\\',
  '?',
  'null',
]
const moneys = [
  '0.00',
  '0.01',
  '-0.01',
  '12.50',
  '9.99',
  '100.00',
  '9999999999999.99',
  '-9999999999999.99',
]
const weights = ['0.000', '0.001', '1.500', '-1.500', '999999999999.999']
const integers = [0, 1, -1, 7, 9007199254740991, -9007199254740991]
const dates = ['0001-01-01', '2024-02-29', '2026-11-22', '9999-12-31']
const instants = [
  '2026-11-22T03:59:59.999Z',
  '2026-11-22T04:00:00.000Z',
  '1970-01-01T00:00:00.000Z',
]
const genres = ['novel', 'essay', 'law']

/** Any text a field may keep: whole characters, no controls; mostly the awkward ones. */
const anyText = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...texts) },
  {
    weight: 1,
    arbitrary: fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 4 })
      .filter(
        (text) => fieldTypes.get('text')!.parse(text, undefined as never).ok && !/^[$=]/.test(text)
      ),
  }
)

const blankOr = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: null })

test.group('filter_sql | the same answer as in memory', (group) => {
  let library: Library
  group.setup(async () => {
    library = await openLibrary()
    return () => library.close()
  })
  group.each.setup(async () => {
    await library.env.database.tx(async (t) => {
      for (const key of ['library.copy', 'library.book', 'library.author', 'sample.user']) {
        await t.run(`DELETE FROM ${t.dialect.quote(library.application.entities.get(key)!.table)}`)
      }
    })
  })

  for (const seed of [1, 2, 3]) {
    test(`random filters over random records, blanks and code points included (${seed})`, async ({
      assert,
    }) => {
      const store = await fillLibrary(library, seed)
      await compare(assert, library, store, { seed, actor: reader, seen: (record) => record })
    })

    test(`the same through the eyes of one who sees some values on some rows (${seed})`, async ({
      assert,
    }) => {
      const store = await fillLibrary(library, seed)
      await compare(assert, library, store, { seed, actor: visitor, seen: seenByVisitor })
    })
  }
})

/** What the role `visitor` leaves of a record: what is blank to him is blank in every filter of his. */
function seenByVisitor(record: Values): Values | null {
  if (record.entity === 'library.author') return Number(record.rank ?? 99) <= 10 ? record : null
  if (record.entity !== 'library.book') return null
  if (record.owner_id === visitor.userId) return record
  return { ...record, price: null, cost: null, copies: [], card: null }
}

/** Both ways of asking a filter, plain and negated, over every book. */
async function compare(
  assert: Assert,
  library: Library,
  store: Store,
  { seed, actor, seen }: { seed: number; actor: Actor; seen: (record: Values) => Values | null }
): Promise<void> {
  const context = contextOf(library)
  const environment = {
    actorValue: actorValues(actor, new Date(noon)),
    related: (entity: string, id: string) => {
      const record = store.get(`${entity} ${id}`)
      return record ? seen(record) : null
    },
    expressionContext: null,
  }
  const books = [...store.values()].filter((record) => record.entity === 'library.book')
  const property = fc.asyncProperty(bookFilter(store), async (raw) => {
    const { node, problems } = parseFilter(raw, context)
    assert.deepEqual(problems, [])
    for (const asked of [node, { op: 'not' as const, item: node }]) {
      const expected = books.filter((record) => matches(asked, seen(record)!, environment))
      const found = await idsOf(library, asked, actor)
      assert.deepEqual(found, expected.map((record) => record.id as string).sort())
    }
  })
  await fc.assert(property, { numRuns: 250, seed, endOnFailure: false })
}

async function idsOf(library: Library, node: FilterNode, actor: Actor): Promise<string[]> {
  const { database } = library.env
  const where = filterSql(node, {
    dialect: database.dialect,
    entityOf: (key) => library.application.entities.get(key),
    actor,
    alias: 't',
    now: new Date(noon),
    access: accessOf(library.application, actor),
  })
  const { table } = library.application.entities.get('library.book')!
  const rows = await database.read.all<{ id: string }>(
    `SELECT id FROM ${database.dialect.quote(table)} t WHERE ${where.sql} ORDER BY id`,
    where.bindings
  )
  return rows.map((row) => row.id).sort()
}

function contextOf(library: Library): FilterContext {
  const { entities, dictionaries, lifecycles } = library.application
  return {
    entity: entities.get('library.book')!,
    entityOf: (key) => entities.get(key),
    codesOf: (field) =>
      field.dictionary
        ? new Set(dictionaries.get(field.dictionary)!.byCode.keys())
        : field.lifecycle
          ? new Set(lifecycles.get(field.lifecycle)!.states.keys())
          : null,
    actorNames: coreActorNames,
  }
}

type Store = ReadonlyMap<string, Values>

/** Users, authors and books with copies, the same in the database and in the answer. */
async function fillLibrary(library: Library, seed: number): Promise<Store> {
  const store = new Map<string, Values>()
  const keep = async (entity: string, rows: Values[]) => {
    await library.insertMany(entity, rows)
    for (const row of rows) store.set(`${entity} ${row.id}`, { ...row, entity })
  }
  const sample = <T>(arbitrary: fc.Arbitrary<T>, count: number, salt: number) =>
    fc.sample(arbitrary, { numRuns: count, seed: seed * 100 + salt })
  const base = { rev: 1, created_at: instants[1]!, updated_at: instants[1]! }
  const id = fc.constant(null).map(() => newId())

  await keep('sample.user', [
    { id: reader.userId, ...base, name: '我' },
    { id: newId(), ...base, name: null },
  ])
  const users = idsIn(store, 'sample.user')
  const authors = fc.record({
    id,
    name: fc.option(anyText),
    born: blankOr(dates),
    rank: blankOr(integers),
    agent: blankOr(users),
  })
  await keep(
    'library.author',
    sample(authors, 7, 1).map((row) => ({ ...base, ...row }))
  )
  const people = idsIn(store, 'library.author')
  await keep(
    'library.book',
    sample(books(users, people), 60, 2).map((row) => ({ ...base, ...row, id: newId() }))
  )
  const copies = fc.record({
    shelf: fc.option(anyText),
    worth: blankOr(moneys),
    reader: blankOr(people),
  })
  for (const bookId of idsIn(store, 'library.book').slice(0, 40)) {
    const rows = sample(
      fc.array(copies, { maxLength: 3 }),
      1,
      Number.parseInt(bookId.slice(-4), 16)
    )[0]!
    const complete = rows.map((row, i) => ({
      ...row,
      id: newId(),
      parent_id: bookId,
      row_no: i + 1,
    }))
    await library.insertMany('library.copy', complete)
    const key = `library.book ${bookId}`
    store.set(key, { ...store.get(key), copies: complete })
  }
  return store
}

function books(users: string[], people: string[]) {
  return fc.record({
    no: fc.option(anyText),
    title: fc.option(anyText),
    author: blankOr(people),
    keeper: blankOr(users),
    price: blankOr(moneys),
    weight: blankOr(weights),
    pages: blankOr(integers),
    lent: blankOr([true, false]),
    bought: blankOr(dates),
    seen_at: blankOr(instants),
    genre: blankOr(genres),
    status: blankOr(['shelved', 'gone']),
    doubled: blankOr(moneys),
    created_at: fc.constantFrom(...instants),
    owner_id: blankOr(users),
    dept_id: blankOr(departments),
  })
}

function idsIn(store: Store, entity: string): string[] {
  const found = [...store.entries()].filter(([key]) => key.startsWith(`${entity} `))
  return found.map(([, record]) => String(record.id))
}

type Raw = Record<string, unknown>

/** Every operator on every field that has it, through every kind of path, nested in any, all, not. */
function bookFilter(store: Store): fc.Arbitrary<Raw> {
  const people = fc.constantFrom(...idsIn(store, 'library.author'), newId())
  const users = fc.oneof(fc.constantFrom(...idsIn(store, 'sample.user')), fc.constant('$me'))
  const copyFilter = fc.oneof(
    ...text('shelf'),
    ...ordered('worth', fc.constantFrom(...moneys)),
    ...single('reader', people),
    ...ordered('reader.rank', fc.constantFrom(...integers)),
    ...ordered('row_no', fc.constantFrom(1, 2, 3)),
    fc.constant({})
  )
  const leaf = fc.oneof(
    ...[...text('no'), ...ordered('no', anyText), ...text('title')],
    ...[...single('author', people), ...single('keeper', users), ...single('owner_id', users)],
    ...ordered('price', fc.constantFrom(...moneys)),
    ...ordered('weight', fc.constantFrom(...weights)),
    ...ordered('pages', fc.constantFrom(...integers)),
    ...ordered('doubled', fc.constantFrom(...moneys)),
    ...single('lent', fc.boolean()),
    ...ordered('bought', fc.constantFrom(...dates, '$today')),
    ...ordered('seen_at', fc.constantFrom(...instants, '$now')),
    ...ordered('created_at', fc.constantFrom(...instants)),
    ...[
      ...single('genre', fc.constantFrom(...genres)),
      ...single('status', fc.constantFrom('shelved', 'gone')),
    ],
    fc.constantFrom<Raw[]>(
      { dept_id: { in: '$my_department_tree' } },
      { dept_id: { nin: '$my_department_tree' } },
      { dept_id: '$my_department' },
      { dept_id: { ne: '$my_department' } }
    ),
    ...[...text('author.name'), ...ordered('author.born', fc.constantFrom(...dates))],
    ...[...ordered('author.rank', fc.constantFrom(...integers)), ...single('author.agent', users)],
    ...text('author.agent.name'),
    fc.boolean().map((empty) => ({ copies: { empty } })),
    negatable(copyFilter).map((item) => ({ copies: { has: item } }))
  )
  return nested(leaf)
}

const blankable = (value: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 9, arbitrary: value }, { weight: 1, arbitrary: fc.constantFrom(null, '') })

function single(name: string, value: fc.Arbitrary<unknown>): fc.Arbitrary<Raw>[] {
  const literal = value.filter((one) => typeof one !== 'string' || !one.startsWith('$'))
  const list = fc.array(blankable(literal), { maxLength: 3 })
  return [
    fc
      .tuple(fc.constantFrom('eq', 'ne'), blankable(value))
      .map(([op, v]) => ({ [name]: { [op]: v } })),
    fc.tuple(fc.constantFrom('in', 'nin'), list).map(([op, v]) => ({ [name]: { [op]: v } })),
    fc.boolean().map((empty) => ({ [name]: { empty } })),
    value.map((v) => ({ [name]: v })),
  ]
}

function ordered(name: string, value: fc.Arbitrary<unknown>): fc.Arbitrary<Raw>[] {
  const order = fc.constantFrom('gt', 'gte', 'lt', 'lte')
  const pair = fc.tuple(blankable(value), blankable(value))
  return [
    ...single(name, value),
    fc.tuple(order, blankable(value)).map(([op, v]) => ({ [name]: { [op]: v } })),
    fc.tuple(order, value, order, value).map(([a, x, b, y]) => ({ [name]: { [a]: x, [b]: y } })),
    pair.map((between) => ({ [name]: { between } })),
  ]
}

function text(name: string): fc.Arbitrary<Raw>[] {
  const operator = fc.constantFrom('contains', 'startsWith')
  const value = anyText
  return [
    ...single(name, value),
    fc.tuple(operator, blankable(value)).map(([op, v]) => ({ [name]: { [op]: v } })),
  ]
}

function negatable(filter: fc.Arbitrary<Raw>): fc.Arbitrary<Raw> {
  return fc.oneof(
    filter,
    filter.map((item) => ({ not: item })),
    fc.tuple(filter, filter).map((any) => ({ any }))
  )
}

function nested(leaf: fc.Arbitrary<Raw>): fc.Arbitrary<Raw> {
  return fc.letrec<{ filter: Raw; leaf: Raw }>((tie) => ({
    leaf,
    filter: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      tie('leaf'),
      tie('filter').map((item) => ({ not: item })),
      fc.array(tie('filter'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
      fc.array(tie('filter'), { minLength: 1, maxLength: 3 }).map((all) => ({ all }))
    ),
  })).filter
}
