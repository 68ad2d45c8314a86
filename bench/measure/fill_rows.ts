import { refreshStatistics } from '#core/storage/index.ts'
import type { Database, DatabaseLocation, Transaction } from '#core/storage/index.ts'
import { newId } from '#core/records/storage/ids.ts'
import type { PhysicalNames, TableNames } from '../handwritten/physical_names.ts'

/** Whose rows these are: the user of the bench, and departments to spread the others over. */
export interface Owners {
  userId: string
  departmentId: string
  otherDepartments: readonly string[]
  organizationId: string
}

const states = ['open', 'doing', 'done', 'archived']
const year = 365 * 86_400_000
/** Rows of one INSERT. */
const batch = 400

/**
 * Fills the tables of the bench, by the same numbers every time: states in equal parts, a quarter of
 * the rows in the department of the bench's user, made one after the other during the last year.
 * Rows come without history, as an import of old data would bring them.
 */
export async function fillRows(
  { database, location }: { database: Database; location: DatabaseLocation },
  names: PhysicalNames,
  owners: Owners,
  counts: { rows: number; customers: number }
): Promise<void> {
  const random = seeded(20_260_101)
  const first = Date.now() - year
  const customers = Array.from({ length: counts.customers }, (_, n) => newId(first - year + n))
  await insert(database, names.customer, customers.length, (n) => ({
    ...systemColumns(customers[n]!, first - year, owners, owners.departmentId),
    name: `Customer ${n + 1}`,
    city: `City ${1 + Math.floor(random() * 50)}`,
  }))
  const { otherDepartments } = owners
  await insert(database, names.workOrder, counts.rows, (n) => {
    const at = Math.floor(first + (year * n) / counts.rows)
    const other = otherDepartments[Math.floor(random() * otherDepartments.length)]!
    const department = random() < 0.25 ? owners.departmentId : other
    return {
      ...systemColumns(newId(at), at, { ...owners, userId: '' }, department),
      code: `W-${String(n).padStart(8, '0')}`,
      title: `Work order ${n}: inspect and adjust unit ${Math.floor(random() * 9_999)}`,
      status: states[Math.floor(random() * states.length)]!,
      priority: 1 + Math.floor(random() * 5),
      amount: Math.floor(random() * 10_000_000),
      due_on: new Date(at + 30 * 86_400_000).toISOString().slice(0, 10),
      description: 'Check fastenings, measure the clearance, note the readings. '.repeat(3),
      customer: customers[Math.floor(random() * customers.length)]!,
    }
  })
  // Both would be done by themselves, in the middle of a run.
  if ('url' in location) await database.read.run('VACUUM ANALYZE')
  else await refreshStatistics(location)
}

type Cells = Record<string, unknown>

function systemColumns(id: string, at: number, owners: Owners, department: string): Cells {
  const time = new Date(at).toISOString()
  const user = owners.userId || null
  return {
    ...{ id, rev: 1, created_at: time, created_by: user, updated_at: time, updated_by: user },
    ...{ org_id: owners.organizationId, dept_id: department, owner_id: user },
  }
}

async function insert(
  database: Database,
  { table, columns }: TableNames,
  count: number,
  row: (n: number) => Cells
): Promise<void> {
  for (let start = 0; start < count; start += batch * 25) {
    await database.tx(async (t) => {
      const end = Math.min(count, start + batch * 25)
      for (let n = start; n < end; n += batch) {
        const size = Math.min(batch, end - n)
        const rows = Array.from({ length: size }, (_, i) => row(n + i))
        await insertRows(t, table, columns, rows)
      }
    })
  }
}

async function insertRows(
  t: Transaction,
  table: string,
  columns: Record<string, string>,
  rows: readonly Cells[]
): Promise<void> {
  const keys = Object.keys(rows[0]!)
  const names = keys.map((key) => t.dialect.quote(columns[key] ?? key)).join(', ')
  const group = `(${keys.map(() => '?').join(', ')})`
  const groups = rows.map(() => group).join(', ')
  const bindings = rows.flatMap((row) => keys.map((key) => row[key] ?? null))
  await t.run(`INSERT INTO ${t.dialect.quote(table)} (${names}) VALUES ${groups}`, bindings)
}

/** Numbers from 0 to 1 that are the same every time (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
