import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { expressionSql } from '#engine/expressions/index.ts'
import { contextOf, show } from './vocabulary.ts'
import type { Database } from '#core/storage/index.ts'
import type {
  CompiledExpression,
  ExpressionScope,
  ExpressionSql,
  SqlTarget,
  ValueType,
} from '#engine/expressions/index.ts'
import type { Value } from '#engine/values.ts'
import type { SampleValues, Shown } from './vocabulary.ts'

/** Columns of loans and their items in the database, with the types and scales of the engine's own storage. */
interface Column {
  readonly type: ValueType
  readonly sqlite: string
  readonly postgres: string
  readonly scale?: number
}

const decimal = (scale: number): Column => ({
  ...{ type: { kind: 'number' }, sqlite: 'INTEGER', postgres: 'bigint', scale },
})
const text: Column = { type: { kind: 'text' }, sqlite: 'TEXT', postgres: 'text COLLATE "C"' }
const date: Column = { type: { kind: 'date' }, sqlite: 'TEXT', postgres: 'date' }
const time: Column = { type: { kind: 'datetime' }, sqlite: 'TEXT', postgres: 'timestamptz(3)' }
const flag: Column = { type: { kind: 'boolean' }, sqlite: 'INTEGER', postgres: 'boolean' }

const loanColumns = new Map<string, Column>(
  Object.entries({
    price: decimal(2),
    fee: decimal(2),
    weight: decimal(3),
    pages: decimal(0),
    title: text,
    state: text,
    due_on: date,
    start_on: date,
    made_at: time,
    seen_at: time,
    done: flag,
    late: flag,
    reader: {
      type: { kind: 'record', entity: 'library.reader' },
      ...{ sqlite: 'TEXT', postgres: 'uuid' },
    },
  } satisfies Record<string, Column>)
)
const itemColumns = new Map<string, Column>(
  Object.entries({ cost: decimal(2), qty: decimal(0), kind: text, back_on: date })
)
const itemOf: ValueType = { kind: 'record', entity: 'library.loan_item' }

export const sqlScope: ExpressionScope = {
  typeOf([first = '', second]) {
    if (first === '$today') return { kind: 'date' }
    if (first === '$now') return { kind: 'datetime' }
    if (first === '$me') return { kind: 'record', entity: 'system.user' }
    if (first !== 'items') return loanColumns.get(first)?.type
    const of = second === undefined ? itemOf : itemColumns.get(second)?.type
    return of && { kind: 'list', of }
  },
}

const me = '0190a000-0000-7000-8000-000000000001'

function targetOf(dialect: 'sqlite' | 'postgres'): SqlTarget {
  const { now, today } = contextOf()
  return {
    ...{ dialect, now, today, me },
    column([first = '', second]) {
      const column = second === undefined ? loanColumns.get(first) : itemColumns.get(second)
      const place = second === undefined ? `l."${first}"` : `i."${second}"`
      return column ? { sql: place, scale: column.scale } : null
    },
    rows: ([name]) => (name === 'items' ? 'sql_items AS i WHERE i."loan" = l."id"' : null),
  }
}

export function sqlOf(expression: CompiledExpression, dialect: 'sqlite' | 'postgres') {
  return expressionSql(expression, targetOf(dialect))
}

/** A loan with its items, in the database and in memory. */
export interface Loan {
  readonly id: number
  readonly values: Readonly<Record<string, Value>>
  readonly items: readonly Readonly<Record<string, Value>>[]
}

const units = fc.oneof(
  fc.integer({ min: -5000, max: 5000 }),
  fc.constantFrom(0, 1, 100, 999_999_999_999_999, -999_999_999_999_999)
)
const ofColumn = (name: string, column: Column): fc.Arbitrary<Value> => {
  const blank = fc.constant<Value>(null)
  const some = (value: fc.Arbitrary<Value>) => fc.oneof({ weight: 3, arbitrary: value }, blank)
  switch (column.type.kind) {
    case 'number':
      return some(units.map((n) => decimalText(String(n), column.scale!)))
    case 'boolean':
      return some(fc.boolean())
    case 'date':
      return some(
        fc.constantFrom('2026-03-15', '2026-02-28', '0001-01-01', '9999-12-31', '1969-12-31')
      )
    case 'datetime':
      return some(
        fc.constantFrom(
          ...['2026-03-15T01:02:03.000Z', '1969-07-20T20:17:40.123Z', '2026-03-15T01:02:03.001Z']
        )
      )
    case 'record':
      return some(fc.constantFrom(me, '0190a000-0000-7000-8000-0000000000ff'))
    default:
      return some(fc.constantFrom(name === 'state' ? 'open' : 'Zoë', 'a', 'b', '规矩', 'A', '😀'))
  }
}
const recordOf = (columns: ReadonlyMap<string, Column>) =>
  fc.record(
    Object.fromEntries([...columns].map(([name, column]) => [name, ofColumn(name, column)]))
  )

/** As many random loans, numbered from 1. */
export function randomLoans(count: number): Loan[] {
  const loan = fc.record({
    values: recordOf(loanColumns),
    items: fc.array(recordOf(itemColumns), { maxLength: 4 }),
  })
  return fc.sample(loan, count).map((made, index) => ({ id: index + 1, ...made }))
}

export async function storeLoans(database: Database, loans: readonly Loan[]): Promise<void> {
  const { name } = database.dialect
  const declared = (columns: ReadonlyMap<string, Column>) =>
    [...columns].map(([key, column]) => `"${key}" ${column[name]}`).join(', ')
  await database.tx(async (t) => {
    await t.run(`CREATE TABLE sql_loans ("id" INTEGER PRIMARY KEY, ${declared(loanColumns)})`)
    await t.run(`CREATE TABLE sql_items ("loan" INTEGER, ${declared(itemColumns)})`)
    for (const loan of loans) {
      const row = storedRow(loan.values, loanColumns, name)
      await t.run(insertInto('sql_loans', 'id', loanColumns), [loan.id, ...row])
      for (const item of loan.items) {
        const stored = storedRow(item, itemColumns, name)
        await t.run(insertInto('sql_items', 'loan', itemColumns), [loan.id, ...stored])
      }
    }
  })
}

function insertInto(table: string, key: string, columns: ReadonlyMap<string, Column>): string {
  const names = [key, ...columns.keys()].map((column) => `"${column}"`)
  return `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`
}

function storedRow(
  values: Readonly<Record<string, Value>>,
  columns: ReadonlyMap<string, Column>,
  dialect: 'sqlite' | 'postgres'
): Value[] {
  return [...columns].map(([key, { scale }]) => {
    const value = values[key]!
    if (value !== null && scale !== undefined) {
      return new Decimal(value as string).times(10 ** scale).toFixed(0)
    }
    return dialect === 'sqlite' && typeof value === 'boolean' ? Number(value) : value
  })
}

/** What the closure gives for a loan; an error is nothing, as in SQL. */
export function closureValue(expression: CompiledExpression, loan: Loan): Shown {
  const values: Record<string, Value | readonly Value[]> = { ...loan.values }
  values['items'] = loan.items.map((_, row) => `row ${row}`)
  for (const column of itemColumns.keys()) {
    values[`items.${column}`] = loan.items.map((item) => item[column] ?? null)
  }
  const context = { ...contextOf(values as SampleValues), me }
  const shown = show(expression.evaluate(context))
  return typeof shown === 'string' && shown.startsWith('#') ? null : shown
}

/** What the database gives for each expression and loan, in the form of the closure. */
export async function sqlValues(
  database: Database,
  expressions: readonly { sql: ExpressionSql; type: ValueType }[]
): Promise<Shown[][]> {
  const columns = expressions.map(({ sql }, index) =>
    sql.scale === null ? `${sql.sql} AS v${index}` : `CAST(${sql.sql} AS TEXT) AS v${index}`
  )
  const rows = await database.read.all(
    `SELECT ${columns.join(', ')} FROM sql_loans AS l ORDER BY l."id"`,
    expressions.flatMap(({ sql }) => sql.bindings)
  )
  return rows.map((row) =>
    expressions.map(({ sql, type }, index) => shownOf(row[`v${index}`], sql.scale, type))
  )
}

function shownOf(stored: unknown, scale: number | null, { kind }: ValueType): Shown {
  if (stored === null || stored === undefined) return null
  if (scale !== null) return decimalText(String(stored), scale, true)
  if (kind === 'boolean') return stored === true || Number(stored) === 1
  if (kind === 'datetime') return new Date(stored as string).toISOString()
  if (stored instanceof Date) return stored.toISOString().slice(0, 10)
  return String(stored)
}

/** Units as decimal text, at their scale or as short as can be. */
function decimalText(digits: string, scale: number, isShort = false): string {
  const number = new Big(digits).times(new Big(10).pow(-scale))
  return isShort ? number.toFixed() : number.toFixed(scale)
}

const Big = Decimal.clone({ defaults: true, precision: 60 })
