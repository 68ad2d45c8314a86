/**
 * Many records at once, for samples and imports: the steps of a write, each taken for a whole batch,
 * so that thousands of rows cost a few statements. What a request may not give may be given here:
 * ids, the engine's columns, states and serial numbers. Runs as the engine, in one transaction.
 */
import type { CompiledApplication, CompiledEntity } from '#engine/compile/compiled.ts'
import { systemActor } from '#engine/access/index.ts'
import type { Fault } from '#engine/errors.ts'
import { pointerTo } from '#engine/problems.ts'
import { isBlank } from '#engine/values.ts'
import type { Value, Values } from '#engine/values.ts'
import type { RecordEnvironment } from '../environment.ts'
import { fieldReference, recordInvalid } from '../errors.ts'
import { appendHistory } from '../history/append_history.ts'
import { changesBetween } from '../history/changes.ts'
import { isId } from '../storage/ids.ts'
import type { StoredRecord } from '../storage/row_codec.ts'
import { constraintRefusal } from './constraint_faults.ts'
import { treeFaultsAmong } from './check_links.ts'
import { constraintFaults } from './constraints/check_constraints.ts'
import { finishCommand } from './participants.ts'
import { derive } from './derive.ts'
import { inParts } from '#core/storage/index.ts'
import { lockRecords } from './lock_for_write.ts'
import { normalise } from './normalise.ts'
import type { Given } from './normalise.ts'
import { announce, revisionOf } from './persist.ts'
import { insertRecords, writeRows } from './row_statements.ts'
import { numberMany } from './number_many.ts'
import { faultsOf, refuseInvalid } from './validate.ts'
import { openContext } from './write_context.ts'
import type { WriteContext } from './write_context.ts'
import { blankRecord, writableEntity } from './write_record.ts'

export interface Batch {
  readonly entity: string
  readonly rows: readonly Values[]
}

/** Records worked on together: bounds memory, and how often related records are asked for. */
const batchSize = 500
/** Faults told of one import; a file of the wrong kind has one in every cell. */
const toldFaults = 100

/**
 * Inserts batches in one transaction; rows may point to rows of any of them.
 *
 * @returns ids of the new records, in the order given
 * @throws E_RECORD_INVALID and the other faults of a write, with pointers `/<batch>/<row>/<field>`
 *   (`/<row>/<field>` when there is one batch); nothing is inserted then
 */
export async function insertBatches(
  environment: RecordEnvironment,
  batches: readonly Batch[]
): Promise<string[]> {
  const application = environment.registry.current()
  const read = batches.map((batch, index) => {
    const entity = writableEntity(environment, batch.entity)
    const base = batches.length === 1 ? '' : `/${index}`
    return {
      entity,
      rows: batch.rows.map((row, n) => readRow(application, entity, row, `${base}/${n}`)),
    }
  })
  try {
    return await environment.database.tx(async (t) => {
      const context = openContext(environment, application, t, systemActor)
      await refuseBadReferences(context, read)
      const ids: string[] = []
      for (const { entity, rows } of read) {
        for (const part of inParts(rows, batchSize)) {
          ids.push(...(await insertPart(context, entity, part)))
        }
      }
      await finishCommand(context, { isImport: true })
      return ids
    })
  } catch (error) {
    throw constraintRefusal(environment.database, application, error)
  }
}

interface GivenRecord {
  readonly given: Given
  /** The engine's columns as given. */
  readonly system: Values
}

const givenColumns: ReadonlySet<string> = new Set([
  'id',
  'created_at',
  'created_by',
  'updated_at',
  'updated_by',
  'org_id',
  'dept_id',
  'owner_id',
])

function readRow(
  application: CompiledApplication,
  entity: CompiledEntity,
  row: Values,
  base: string
): GivenRecord {
  const entries = Object.entries(row)
  const system = entries.filter(([key, value]) => givenColumns.has(key) && !isBlank(value))
  const own = entries.filter(([key]) => !givenColumns.has(key))
  const given = normalise(entity, Object.fromEntries(own), {
    base,
    entityOf: (key) => application.entities.get(key)!,
    isKnown: () => true,
    mayGive: (field) => field.formula === null && field.rollup === null,
    rowsAreNew: true,
  })
  const faults = system.flatMap(([key, value]) => systemFault(key, value, base))
  return {
    given: { ...given, faults: [...given.faults, ...faults] },
    system: Object.fromEntries(system),
  }
}

const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

function systemFault(key: string, value: Value, base: string): Fault[] {
  const fits = key.endsWith('_at') ? instant.test(String(value)) : isId(value)
  if (fits) return []
  const texts = { zh: `${key} 的值不正确`, en: `${key} is not right` }
  return [recordInvalid({ keyword: 'format', ...texts }, pointerTo(base, key))]
}

/** Links must lead to rows of the batches or to undeleted records, which are locked; trees have no circle. */
async function refuseBadReferences(
  context: WriteContext,
  read: readonly { entity: CompiledEntity; rows: readonly GivenRecord[] }[]
): Promise<void> {
  const brought = new Set<string>()
  for (const { rows } of read) {
    for (const { system, given } of rows) {
      if (system.id) brought.add(String(system.id))
      for (const list of given.rows.values()) for (const row of list) brought.add(row.id)
    }
  }
  const references = read
    .flatMap(({ rows }) => rows.flatMap(({ given }) => given.references))
    .filter(({ id }) => !brought.has(id))
  await lockRecords(context, references)
  const faults = await context.related.gather(() =>
    references.flatMap(({ field, target, id, path }) => {
      const record = context.related.find(target, id)
      const isThere = record !== null && (record.deleted_at ?? null) === null
      const { key, title } = field
      return isThere ? [] : [fieldReference({ field: key, title, id }, path)]
    })
  )
  const given = read.flatMap(({ rows }) => rows.flatMap((row) => row.given.faults))
  const circles = read.flatMap(({ entity, rows }) => {
    const records = rows.map((row) => ({
      record: { ...Object.fromEntries(row.given.values), ...row.system },
      base: row.given.base,
    }))
    return treeFaultsAmong(entity, records)
  })
  refuseInvalid([...given, ...faults, ...circles], toldFaults)
}

async function insertPart(
  context: WriteContext,
  entity: CompiledEntity,
  rows: readonly GivenRecord[]
): Promise<string[]> {
  const bases = rows.map((row) => ({ ...blankRecord(context, entity), ...dated(row), rev: 1 }))
  const drafts = await context.related.gather(() =>
    rows.map(({ given }, n) => derive(context, { entity, base: bases[n]!, before: null, given }))
  )
  const found = await context.related.gather(() =>
    drafts.flatMap(({ record, paths, faults }, n) => {
      const { base } = rows[n]!.given
      return [...faults, ...faultsOf({ context, entity, root: record, old: null, paths, base })]
    })
  )
  refuseInvalid(found, toldFaults)
  const records = drafts.map(({ record }) => record) as Record<string, Value>[]
  await numberMany(context, entity, records)
  const written = records as unknown as StoredRecord[]
  await insertRecords(context.t, entity, written)
  await writeRows(
    context,
    entity,
    written.map((after) => ({ before: null, after }))
  )
  await appendHistory(
    context,
    written.map((record) => {
      const changes = changesBetween(entity, context.entityOf, null, record)
      return revisionOf(context, imported, entity, { record, changes })
    })
  )
  await refuseBroken(context, entity, { rows, written })
  context.written.push(...written.map((after) => ({ entity, before: null, after })))
  announce(context, entity, written, 'create')
  return written.map((record) => record.id)
}

/** Constraints are looked at with all rows in place, since rows of one part may clash too. */
async function refuseBroken(
  context: WriteContext,
  entity: CompiledEntity,
  { rows, written }: { rows: readonly GivenRecord[]; written: readonly StoredRecord[] }
): Promise<void> {
  const faults: Fault[] = []
  for (const [n, after] of written.entries()) {
    const proposal = { before: null, after, base: rows[n]!.given.base }
    faults.push(...(await constraintFaults(context, imported, entity, proposal)))
  }
  refuseInvalid(faults, toldFaults)
}

const imported = {
  name: 'import',
  kind: 'create',
  transition: null,
  comment: null,
  requestId: null,
} as const

/** The engine's columns as given; a record is as old as it says. */
function dated({ system }: GivenRecord): Values {
  const at = system.created_at
  const by = system.created_by
  return {
    ...(at === undefined ? {} : { updated_at: at }),
    ...(by === undefined ? {} : { updated_by: by, owner_id: by }),
    ...system,
  }
}
