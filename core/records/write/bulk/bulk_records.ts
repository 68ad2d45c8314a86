/**
 * Several commands in one request. Each is the command it would be alone: same steps, same rights,
 * same faults, with the place of its operation before every path.
 *
 * - not atomic: one transaction each, in order; what fails leaves the others alone.
 * - atomic: one transaction for all. Their records are locked first, in the order of their ids; each
 *   operation sees what the ones before it did; with a fault in any of them nothing is kept, and the
 *   faults of all are told (those behind a broken constraint of the database excepted).
 */
import type { Actor } from '#engine/access/index.ts'
import { Refusal } from '#engine/errors.ts'
import type { Fault } from '#engine/errors.ts'
import type { Transaction } from '#core/storage/index.ts'
import type { RecordEnvironment } from '../../environment.ts'
import { idempotencyMismatch, recordNotUnique, recordReferenced } from '../../errors.ts'
import type { RecordJson } from '../../read/index.ts'
import { isId } from '../../storage/ids.ts'
import { answerFor } from '../answer.ts'
import type { RecordCommand, WriteOptions } from '../commands.ts'
import { assignRecord } from '../assign/assign_record.ts'
import { constraintRefusal } from '../constraint_faults.ts'
import { digestOf } from '../idempotency.ts'
import { loadRows } from '../load_rows.ts'
import { underHead } from '../under_head.ts'
import { removeRecord } from '../removal/remove_record.ts'
import { writableEntity, writeRecord } from '../write_record.ts'
import { readBulkBody } from './bulk_body.ts'
import type { BulkOperation } from './bulk_body.ts'

/** What became of one operation. */
export type BulkResult =
  | { op: BulkOperation['op']; status: 200 | 201; data: RecordJson }
  | { op: BulkOperation['op']; status: 204 }
  | { op: BulkOperation['op']; status: number; faults: readonly Fault[] }

interface Bulk {
  /** Of the whole body: two requests with one key are the same only when all of it is. */
  digest?: string
  environment: RecordEnvironment
  actor: Actor
  entity: string
  options: WriteOptions
}

/**
 * @throws E_RECORD_BULK_INVALID; when atomic, every fault of the operations
 */
export async function bulkRecords(given: Bulk, body: unknown): Promise<BulkResult[]> {
  const { operations, atomic } = readBulkBody(body)
  writableEntity(given.environment, given.entity)
  const isOnce = given.options.idempotencyKey !== undefined
  const bulk: Bulk = isOnce ? { ...given, digest: digestOf(body) } : given
  const of = (inside: RecordEnvironment): Bulk => ({ ...bulk, environment: inside })
  const { environment } = bulk
  if (atomic) return underHead(environment, (inside) => together(of(inside), operations))
  const results: BulkResult[] = []
  for (const [index, operation] of operations.entries()) {
    const one = (inside: RecordEnvironment) => carryOut(of(inside), operation, index)
    const result = await underHead(environment, one).catch(refusedAs(operation, index))
    // The key was used for another request: none of this one is carried out.
    if ('faults' in result && has(result.faults, idempotencyMismatch.code)) {
      throw new Refusal(result.faults)
    }
    results.push(result)
  }
  return results
}

function has(faults: readonly Fault[], ...codes: string[]): boolean {
  return faults.some((fault) => codes.includes(fault.code))
}

async function together(bulk: Bulk, operations: readonly BulkOperation[]): Promise<BulkResult[]> {
  const { environment, entity } = bulk
  const { database } = environment
  const application = environment.registry.current()
  try {
    return await database.tx(async (t) => {
      const inner = {
        ...bulk,
        environment: { ...environment, database: { ...database, tx: within(t) } },
      }
      const ids = operations.flatMap(({ id }) => (id !== null && isId(id) ? [id] : []))
      await loadRows(t, application.entities.get(entity)!, ids, true)
      const results: BulkResult[] = []
      const faults: Fault[] = []
      for (const [index, operation] of operations.entries()) {
        const result = await carryOut(inner, operation, index).catch(refusedAs(operation, index))
        results.push(result)
        if (!('faults' in result)) continue
        faults.push(...result.faults)
        // The database takes nothing more after a constraint was broken.
        if (has(result.faults, recordNotUnique.code, recordReferenced.code)) break
      }
      if (faults.length > 0) throw new Refusal(faults)
      return results
    })
  } catch (error) {
    throw constraintRefusal(database, application, error, '/operations')
  }
}

/** A command that begins a transaction takes part in the one that is open. */
function within(t: Transaction): RecordEnvironment['database']['tx'] {
  return (work) => work(t)
}

async function carryOut(bulk: Bulk, operation: BulkOperation, index: number): Promise<BulkResult> {
  const { environment, actor, entity, options } = bulk
  const { op, id, rev, values } = operation
  const key = options.idempotencyKey
  const command: Omit<RecordCommand, 'kind'> = {
    ...{ actor, entity, id, rev, values, transition: null, comment: null },
    idempotencyKey: key === undefined ? null : `${key}#${index}`,
    ...(bulk.digest === undefined ? {} : { partOf: bulk.digest }),
    requestId: options.requestId ?? null,
  }
  if (op === 'delete') {
    await removeRecord(environment, { ...command, kind: 'delete' }, async () => undefined)
    return { op, status: 204 }
  }
  const present = answerFor(environment, actor)
  const carryOutOne = op === 'assign' ? assignRecord : writeRecord
  const data = await carryOutOne(environment, { ...command, kind: op }, present)
  return { op, status: op === 'create' ? 201 : 200, data }
}

/** The refusal of one operation as its result; every other failure is thrown on. */
function refusedAs({ op }: BulkOperation, index: number) {
  return (error: unknown): BulkResult => {
    if (!(error instanceof Refusal)) throw error
    const base = `/operations/${index}`
    const inValues = (path: string | undefined) =>
      path === undefined || op === 'delete' ? base : `${base}/values${path}`
    const faults = error.faults.map((fault) => ({ ...fault, path: inValues(fault.path) }))
    return { op, status: error.status, faults }
  }
}
