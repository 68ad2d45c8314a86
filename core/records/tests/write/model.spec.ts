import { test } from '@japa/runner'
import fc from 'fast-check'
import { Refusal } from '#engine/errors.ts'
import type { Value, Values } from '#engine/values.ts'
import { stepThrough } from '../../history/changes.ts'
import type { RecordChanges } from '../../history/changes.ts'
import { changesSince } from '../../history/read_changes.ts'
import { recordAtRev } from '../../history/record_at_rev.ts'
import type { StoredRecord } from '../../storage/row_codec.ts'
import { loadRows, withChildren } from '../../write/load_rows.ts'
import { actorWith, openRecords, writing } from '../support/open_records.ts'
import type { SampleRecords } from '../support/open_records.ts'

/** A book as the test keeps it: what it was told, and nothing of how the room works. */
interface Model {
  id: string
  rev: number
  deleted: boolean
  status: string
  pages: number | null
  cents: number
  copies: Map<string, { number: number; place: string }>
  /** The record after each revision. */
  past: StoredRecord[]
}

type Step =
  | { kind: 'create'; pages: number | null; cents: number; copies: number[] }
  | { kind: 'patch'; which: number; pages?: number | null; cents?: number }
  | { kind: 'copies'; which: number; add: number[]; change: number | null; drop: boolean }
  | { kind: 'remove'; which: number }
  | { kind: 'transition'; which: number; to: string }

const moves: Record<string, { from: string[]; to: string }> = {
  lend: { from: ['shelved'], to: 'lent' },
  bring_back: { from: ['lent'], to: 'shelved' },
  lose: { from: ['shelved', 'lent'], to: 'lost' },
  drop: { from: ['lost', 'shelved'], to: 'gone' },
}
const pages = fc.option(fc.integer({ min: 1, max: 999 }), { nil: null })
const cents = fc.integer({ min: 0, max: 999_900 })
const counts = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 3 })
const which = fc.nat(5)
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('create' as const), pages, cents, copies: counts }),
  fc.record(
    { kind: fc.constant('patch' as const), which, pages, cents },
    { requiredKeys: ['kind', 'which'] }
  ),
  fc.record({
    kind: fc.constant('copies' as const),
    which,
    add: counts,
    change: fc.option(fc.integer({ min: 1, max: 9 }), { nil: null }),
    drop: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('remove' as const), which }),
  fc.record({
    kind: fc.constant('transition' as const),
    which,
    to: fc.constantFrom(...Object.keys(moves)),
  })
)
const money = (n: number) => `${Math.floor(n / 100)}.${String(n % 100).padStart(2, '0')}`

test.group('records | model', (group) => {
  let db: SampleRecords
  group.setup(async () => {
    db = await openRecords()
    return () => db.drop()
  })

  test('random commands do what a plain model says, and history replays to every revision', async ({
    assert,
  }) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 4, maxLength: 30, size: 'max' }),
        async (steps) => {
          const keeper = writing(db, actorWith(['library.keeper']))
          const models: Model[] = []
          for (const [n, one] of steps.entries()) await take(keeper, models, one, n)
          for (const model of models) await compare(model)
        }
      ),
      { numRuns: 25 }
    )

    async function compare(model: Model) {
      const entity = db.application.entities.get('library.book')!
      const entityOf = (key: string) => db.application.entities.get(key)!
      const [row] = await db.database.tx(async (t) =>
        withChildren(t, entity, entityOf, await loadRows(t, entity, [model.id], false))
      )
      assert.deepEqual(shown(row!), expected(model))
      const changes = await changesSince(db.database.read, entity, model.id, 0)
      assert.lengthOf(changes, model.rev)
      let replayed: Values = {}
      for (const [i, change] of changes.entries()) {
        replayed = stepThrough({ entity, entityOf }, replayed, change as RecordChanges, 'forwards')
        assert.deepEqual(kept(replayed), kept(model.past[i]!), `revision ${i + 1} forwards`)
        const walked = await recordAtRev(db.database.read, { entity, entityOf }, row!, i + 1)
        assert.deepEqual(kept(walked), kept(model.past[i]!), `revision ${i + 1} backwards`)
      }
    }

    function shown(row: StoredRecord) {
      const rows = row.copies as readonly Values[]
      const { rev, status, pages, price, count, worth } = row
      const deleted = row.deleted_at !== null
      return {
        rev,
        status,
        pages,
        price,
        count,
        worth,
        deleted,
        copies: rows.map((c) => [c.id, c.place, c.number]),
      }
    }

    function expected({ rev, status, pages, cents, copies, deleted }: Model) {
      const count = [...copies.values()].reduce((sum, copy) => sum + copy.number, 0)
      const rows = [...copies].map(([id, copy]) => [id, copy.place, copy.number])
      return {
        rev,
        status,
        pages,
        price: money(cents),
        count,
        worth: money(count * cents),
        deleted,
        copies: rows,
      }
    }

    /** What history is answerable for: values that are not blank, rows by id. */
    function kept(record: Values): Record<string, unknown> {
      const left = new Set([
        'id',
        'rev',
        'created_at',
        'created_by',
        'updated_at',
        'updated_by',
        'parent_id',
      ])
      return Object.fromEntries(
        Object.entries(record)
          .filter(
            ([key, value]) =>
              !left.has(key) && value !== null && !(Array.isArray(value) && value.length === 0)
          )
          .map(([key, value]) => [
            key,
            Array.isArray(value) ? value.map((r: Values) => ({ id: r.id, ...kept(r) })) : value,
          ])
      )
    }
  }).timeout(120_000)
})

async function take(keeper: ReturnType<typeof writing>, models: Model[], one: Step, n: number) {
  if (one.kind === 'create') {
    const copies = one.copies.map((number) => ({ place: `架${n}`, number }))
    const price = money(one.cents)
    const name = `书 ${n} ${Math.random()}`
    const made = await keeper.create('library.book', { name, price, pages: one.pages, copies })
    const model = {
      id: made.id,
      rev: 0,
      deleted: false,
      status: 'shelved',
      pages: one.pages,
      cents: one.cents,
    }
    models.push(note({ ...model, copies: new Map(), past: [] }, made))
    return
  }
  const model = models[one.which % (models.length || 1)]
  if (!model) return
  const isFrozen = model.deleted || ['lost', 'gone'].includes(model.status)
  const move = one.kind === 'transition' ? moves[one.to]! : null
  const isRefused = move ? model.deleted || !move.from.includes(model.status) : isFrozen
  try {
    const record = await command(keeper, model, one)
    if (isRefused) throw new Error(`${JSON.stringify(one)} was not refused`)
    if (one.kind === 'patch' && one.pages !== undefined) model.pages = one.pages
    if (one.kind === 'patch' && one.cents !== undefined) model.cents = one.cents
    if (one.kind === 'remove') model.deleted = true
    if (move) model.status = move.to
    note(model, record)
  } catch (error) {
    if (!isRefused || !(error instanceof Refusal)) throw error
  }
}

function command(
  keeper: ReturnType<typeof writing>,
  model: Model,
  one: Exclude<Step, { kind: 'create' }>
) {
  switch (one.kind) {
    case 'patch':
      return keeper.patch('library.book', model, {
        ...(one.pages === undefined ? {} : { pages: one.pages }),
        ...(one.cents === undefined ? {} : { price: money(one.cents) }),
      })
    case 'copies': {
      const [first, second] = [...model.copies.keys()]
      const items: Record<string, Value>[] = one.add.map((number) => ({ place: '新', number }))
      if (first && one.change !== null) items.push({ id: first, number: one.change })
      if (second && one.drop) items.push({ id: second, $delete: true })
      return keeper.patch('library.book', model, { copies: items })
    }
    case 'remove':
      return keeper.remove('library.book', model)
    case 'transition':
      return keeper.transition('library.book', model, one.to, { comment: '理由' })
  }
}

/** Takes over what the answer says of the rows, and counts the revision: one, or none when nothing changed. */
function note(model: Model, record: StoredRecord): Model {
  if (record.rev !== model.rev) {
    model.past.push(record)
    model.rev++
  }
  if (record.rev !== model.rev) throw new Error(`revision ${record.rev} instead of ${model.rev}`)
  const rows = record.copies as readonly Values[]
  model.copies = new Map(
    rows.map((row) => [String(row.id), { number: Number(row.number), place: String(row.place) }])
  )
  return model
}
