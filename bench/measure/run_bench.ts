/**
 * The story of one benchmark:
 *
 * 1. the platform starts on an empty database and makes its tables; they are filled;
 * 2. both servers start with their statement logs and are rehearsed: same answers, same rows written;
 * 3. both start again in production mode, and each operation is measured, A B A B …;
 * 4. memory is read, everything is stopped and removed.
 */
import type { Database } from '#core/storage/index.ts'
import { openDatabase } from '../../tests/harness/databases.ts'
import { readPhysicalNames } from '../handwritten/physical_names.ts'
import type { PhysicalNames } from '../handwritten/physical_names.ts'
import type { Style, Target, WorkingSet } from '../load/messages.ts'
import { fillRows } from './fill_rows.ts'
import type { Owners } from './fill_rows.ts'
import { startLoad } from './load_generator.ts'
import type { BenchOptions } from './options.ts'
import { makePlace } from './place.ts'
import type { Place } from './place.ts'
import { residentOfTree } from './process_usage.ts'
import { rehearse } from './rehearse.ts'
import type { StatementCounts } from './rehearse.ts'
import type { BenchResult } from './report.ts'
import { measureOperation } from './rounds.ts'
import { signIn } from './sign_in.ts'
import type { BenchUser } from './sign_in.ts'
import { startServer } from './start_server.ts'
import type { Server } from './start_server.ts'

/** Records the load works on: enough that pages of the database are not always the same. */
const workingRows = 16_000

type Tell = (line: string) => void

/**
 * Runs the benchmark and removes all it made; `tell` hears what is being done. When `stopped` rejects,
 * so does this, and the servers that still run end with the process.
 */
export async function runBench(
  options: BenchOptions,
  tell: Tell,
  stopped: Promise<never> = new Promise(() => {})
): Promise<BenchResult> {
  const place = await makePlace(options.database)
  try {
    return await Promise.race([runAt(place, options, tell), stopped])
  } finally {
    await place.remove()
  }
}

async function runAt(place: Place, options: BenchOptions, tell: Tell): Promise<BenchResult> {
  const counting = { counting: true, profile: null }
  const first = await startServer('platform', place, counting)
  const database = await openDatabase(place.location)
  try {
    const user = await signIn(first.url)
    const names = await readPhysicalNames(database.lucid)
    tell(`filling ${options.rows} rows`)
    await fillRows(
      { database, location: place.location },
      names,
      await ownersOf(database, user),
      options
    )
    const workingSet = await readWorkingSet(database, names, user)
    const second = await startServer('handwritten', place, counting)
    tell('rehearsing')
    const servers = [first, second]
    const targets = servers.map((server): Target => ({ ...server, token: user.token }))
    const statements = await rehearse(database, targets, workingSet, options.operations)
    await stopAll(servers)
    const fresh = await readWorkingSet(database, names, user)
    return await measure({ place, options, tell, database, token: user.token }, fresh, statements)
  } finally {
    await first.stop()
    await database.close()
  }
}

async function measure(
  bench: { place: Place; options: BenchOptions; tell: Tell; database: Database; token: string },
  workingSet: WorkingSet,
  statements: StatementCounts
): Promise<BenchResult> {
  const { place, options, tell } = bench
  const measuring = { counting: false, profile: options.profile }
  const servers: Server[] = []
  const load = startLoad(workingSet)
  try {
    for (const style of ['platform', 'handwritten'] as const) {
      servers.push(await startServer(style, place, measuring))
    }
    const operations = []
    for (const operation of options.operations) {
      tell(`measuring ${operation}`)
      operations.push(await measureOperation({ ...bench, servers, load }, operation))
    }
    const of = (read: (server: Server) => number) =>
      Object.fromEntries(servers.map((one) => [one.style, read(one)])) as Record<Style, number>
    const resident = of((server) => residentOfTree(server.pid))
    return { options, operations, statements, startTime: of((one) => one.startTime), resident }
  } finally {
    load.stop()
    await stopAll(servers)
  }
}

async function stopAll(servers: readonly Server[]): Promise<void> {
  await Promise.all(servers.map((server) => server.stop()))
}

/** The user of the bench, and three other departments of the sample company. */
export async function ownersOf(database: Database, user: BenchUser): Promise<Owners> {
  const rows = await database.read.all<{ department: string }>(
    'SELECT DISTINCT record_id AS "department" FROM record_history WHERE entity_uid = ' +
      '(SELECT uid FROM definition_revisions WHERE kind = ? AND key = ?) ORDER BY 1',
    ['entity', 'system.department']
  )
  const others = rows.map((row) => row.department).filter((id) => id !== user.departmentId)
  return { ...user, userId: user.id, otherDepartments: others.slice(0, 3) }
}

async function readWorkingSet(
  database: Database,
  names: PhysicalNames,
  user: BenchUser
): Promise<WorkingSet> {
  const { quote } = database.dialect
  const orders = await database.read.all<{ id: string; rev: number }>(
    `SELECT id, rev FROM ${quote(names.workOrder.table)} WHERE dept_id = ? ORDER BY ` +
      `${quote(names.workOrder.columns.amount!)}, id LIMIT ${workingRows}`,
    [user.departmentId]
  )
  const customers = await database.read.all<{ id: string }>(
    `SELECT id FROM ${quote(names.customer.table)} ORDER BY id`
  )
  return { orders, customers: customers.map((row) => row.id) }
}
