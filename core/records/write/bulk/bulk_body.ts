import { Refusal } from '#engine/errors.ts'
import type { Fault } from '#engine/errors.ts'
import { bulkInvalid } from '../../errors.ts'

/** One thing to be done to one record. */
export interface BulkOperation {
  readonly op: 'create' | 'update' | 'delete' | 'assign'
  /** Null for a new record. */
  readonly id: string | null
  /** The revision the sender saw. */
  readonly rev: number | null
  readonly values: unknown
}

export interface BulkBody {
  readonly operations: readonly BulkOperation[]
  /** All of them in one transaction, or each by itself. */
  readonly atomic: boolean
}

/** Operations of one request, at most: a transaction that holds that many records is long enough. */
export const mostOperations = 1_000

const known: Readonly<Record<BulkOperation['op'], readonly string[]>> = {
  create: ['op', 'values'],
  update: ['op', 'id', 'rev', 'values'],
  delete: ['op', 'id', 'rev'],
  assign: ['op', 'id', 'rev', 'values'],
}

/**
 * Reads the body of a bulk request; what stands in `values` is left to the command of its record.
 *
 * @throws E_RECORD_BULK_INVALID (422) with every fault of form at once
 */
export function readBulkBody(body: unknown): BulkBody {
  const faults: Fault[] = []
  const wrong = (path: string, zh: string, en: string) =>
    void faults.push(bulkInvalid({ zh, en }, path))
  const given = isObject(body) ? body : {}
  for (const key of Object.keys(given)) {
    if (key !== 'operations' && key !== 'atomic') wrong(`/${key}`, '没有这一项', 'is unknown')
  }
  const { operations, atomic = false } = given
  if (typeof atomic !== 'boolean') wrong('/atomic', '须为 true 或 false', 'must be true or false')
  if (!Array.isArray(operations) || operations.length === 0 || operations.length > mostOperations) {
    const zh = `须为 1 至 ${mostOperations} 项的列表`
    wrong('/operations', zh, `must be a list of 1 to ${mostOperations}`)
  }
  const list = Array.isArray(operations) ? operations.slice(0, mostOperations) : []
  const read = list.map((one, index) => readOperation(one, `/operations/${index}`, wrong))
  if (faults.length > 0) throw new Refusal(faults)
  return { operations: read, atomic: atomic === true }
}

type Op = BulkOperation['op']
type Wrong = (path: string, zh: string, en: string) => void

function readOperation(given: unknown, path: string, wrong: Wrong): BulkOperation {
  const { op, id = null, rev = null, values = null } = isObject(given) ? given : {}
  const kind = typeof op === 'string' && Object.hasOwn(known, op) ? (op as Op) : null
  if (kind === null) {
    const names = Object.keys(known).join(', ')
    wrong(`${path}/op`, `须为 ${names} 之一`, `must be one of ${names}`)
    return { op: 'create', id: null, rev: null, values: null }
  }
  for (const key of Object.keys(given as object)) {
    if (!known[kind].includes(key))
      wrong(`${path}/${key}`, `${kind} 没有这一项`, `is unknown to ${kind}`)
  }
  const isNew = kind === 'create'
  if (!isNew && typeof id !== 'string')
    wrong(`${path}/id`, '须为记录的 id', 'must be the id of a record')
  if (!isNew && !(Number.isSafeInteger(rev) && (rev as number) > 0)) {
    wrong(`${path}/rev`, '须为所见的修订号', 'must be the revision that was seen')
  }
  if (kind !== 'delete' && !isObject(values))
    wrong(`${path}/values`, '须为对象', 'must be an object')
  return { op: kind, id: isNew ? null : String(id), rev: isNew ? null : Number(rev), values }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
