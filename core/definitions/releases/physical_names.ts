import type {
  CompiledApplication,
  CompiledEntity,
  CompiledField,
} from '#engine/compile/compiled.ts'
import { columnName, defaultNames } from '#engine/compile/index.ts'
import type { FormColumn, PhysicalNames } from '#engine/compile/index.ts'
import { canConvert, isSameForm } from '#engine/conversions/index.ts'
import type { FieldForm } from '#engine/conversions/index.ts'
import { pointerTo } from '#engine/problems.ts'
import type { Problem } from '#engine/problems.ts'
import { inParts, letOthersIn, rowPlaceholders } from '#core/storage/index.ts'
import type { Executor, Transaction } from '#core/storage/index.ts'
import { hashOf } from '../hash.ts'

/** How an entity came to lie in the database, by uid: what was once given and never changes. */
export interface RecordedEntity {
  table: string
  isChild: boolean
  columns: Record<string, RecordedColumn>
}

/** Where a field has its values. */
export interface RecordedColumn {
  name: string
  /** Absent where an earlier version of the engine recorded it. */
  form?: FieldForm
  /** Its columns in other forms. */
  others?: OtherColumn[]
  /** No field has it any more; it is kept until this instant, ISO 8601 UTC. */
  parkedUntil?: string
  isGone?: true
}

/**
 * `coming`: filled until a release switches to it. `kept`: what a release switched away from, filled
 * along until `until`, so that the way back loses nothing. `gone`: out of use, dropped soon.
 */
export interface OtherColumn {
  name: string
  form: FieldForm
  state: 'coming' | 'kept' | 'gone'
  until: string
}

/** Everything recorded so far, by entity uid; retired entities and fields among it. */
export type RecordedNames = ReadonlyMap<string, RecordedEntity>

/** How long a column is kept that no field has any more, in days. */
const daysParked = 30

/** What was read last, and the hash of its texts. */
let lastRead: { of: string; names: RecordedNames } | null = null

/** Reads what was recorded: one object as long as it is the same. */
export async function readNames(read: Executor): Promise<RecordedNames> {
  const rows = await read.all<{ uid: string; names: string }>(
    'SELECT entity_uid AS uid, names FROM physical_names ORDER BY entity_uid'
  )
  const of = hashOf(rows.map(({ uid, names }) => `${uid} ${names}`).join('\n'))
  if (lastRead?.of !== of) {
    const names = rows.map((row) => [row.uid, JSON.parse(row.names) as RecordedEntity] as const)
    lastRead = { of, names: new Map(names) }
  }
  return lastRead.names
}

/**
 * Physical names never change (architecture.md "Storage"): an entity or field keeps the name it was
 * given at first, whatever its key becomes; a new one gets the default, and so does a field whose
 * values get another form.
 */
export function namesFrom(recorded: RecordedNames): PhysicalNames {
  return {
    table: (uid, key) => recorded.get(uid)?.table ?? defaultNames.table(uid, key),
    column(entityUid, fieldUid, key, form) {
      const column = recordedColumn(recorded, entityUid, fieldUid)
      if (!column) return columnName(fieldUid, key)
      const known = columnsOf(column).find((one) => isSame(one.form, form))
      return known?.column ?? freshName(column, fieldUid, key)
    },
    mirrors(entityUid, fieldUid, form) {
      const column = recordedColumn(recorded, entityUid, fieldUid)
      if (!column) return []
      return columnsOf(column).flatMap((one): FormColumn[] => {
        if (!one.form || isSame(one.form, form) || !canConvert(form, one.form)) return []
        return [{ column: one.column, form: one.form }]
      })
    },
  }
}

/** Columns of a field that are in use, the present one first. */
function columnsOf(column: RecordedColumn): { column: string; form: FieldForm | undefined }[] {
  const others = (column.others ?? []).filter(({ state }) => state !== 'gone')
  return [
    ...(column.isGone ? [] : [{ column: column.name, form: column.form }]),
    ...others.map(({ name, form }) => ({ column: name, form })),
  ]
}

function isSame(recorded: FieldForm | undefined, form: FieldForm): boolean {
  return recorded === undefined || isSameForm(recorded, form)
}

function freshName({ name, others = [] }: RecordedColumn, fieldUid: string, key: string): string {
  const taken = [name, ...others.map((one) => one.name)]
  const isTaken = (nth: number) => taken.some((one) => one.endsWith(columnTail(fieldUid, nth)))
  let nth = 2
  while (isTaken(nth)) nth += 1
  return columnName(fieldUid, key, nth)
}

const columnTail = (fieldUid: string, nth: number) => `_${fieldUid}_r${nth}`

/** A field whose values go into a column of another form. */
export interface FieldMove {
  readonly entity: CompiledEntity
  readonly field: CompiledField
  readonly from: FormColumn
  readonly to: FormColumn
}

/**
 * The fields of an application whose values have to be converted, each into its new column. Where
 * the column of that form is kept and filled, as on the way back, there is nothing to convert.
 */
export function plannedMoves(
  application: CompiledApplication,
  recorded: RecordedNames
): FieldMove[] {
  return [...application.entities.values()].flatMap((entity) =>
    entity.stored.flatMap((field): FieldMove[] => {
      const column = recordedColumn(recorded, entity.uid, field.uid)
      if (!column?.form || column.isGone || column.name === field.column) return []
      const isKept = (column.others ?? []).some(
        ({ name, state }) => name === field.column && state === 'kept'
      )
      if (isKept) return []
      const from = { column: column.name, form: column.form }
      return [{ entity, field, from, to: { column: field.column!, form: field.form! } }]
    })
  )
}

/** Records the names an application uses; inside the transaction that publishes it. */
export async function recordNames(
  t: Transaction,
  application: CompiledApplication,
  recorded: RecordedNames,
  now: Date
): Promise<void> {
  const until = new Date(now.getTime() + daysParked * 86_400_000).toISOString()
  const changed = new Map<string, RecordedEntity>()
  for (const entity of application.entities.values()) {
    await letOthersIn()
    const before = recorded.get(entity.uid)
    const columns = { ...parked(before?.columns ?? {}, until) }
    for (const field of entity.stored) {
      if (field.column === null || field.form === null) continue
      columns[field.uid] = switched(before?.columns[field.uid], field, until)
    }
    const names: RecordedEntity = { table: entity.table, isChild: entity.parent !== null, columns }
    if (!before || JSON.stringify(names) !== JSON.stringify(before)) changed.set(entity.uid, names)
  }
  await writeNames(t, changed)
}

/** Records columns that are to be filled until a release switches to them. */
export async function recordComing(
  t: Transaction,
  moves: readonly FieldMove[],
  recorded: RecordedNames
): Promise<void> {
  const changed = new Map<string, RecordedEntity>()
  for (const [uid, some] of Map.groupBy(moves, ({ entity }) => entity.uid)) {
    const names = structuredClone(recorded.get(uid)!)
    for (const { field, to } of some) {
      const column = names.columns[field.uid]!
      const coming = { name: to.column, form: to.form, state: 'coming' as const, until: '' }
      column.others = [...(column.others ?? []).filter((one) => one.name !== to.column), coming]
    }
    changed.set(uid, names)
  }
  await writeNames(t, changed)
}

/** What was to come does not: the columns are out of use. */
export async function dropComing(t: Transaction, recorded: RecordedNames): Promise<void> {
  const changed = new Map<string, RecordedEntity>()
  for (const [uid, names] of recorded) {
    const without = structuredClone(names)
    const coming = Object.values(without.columns)
      .flatMap(({ others }) => others ?? [])
      .filter(({ state }) => state === 'coming')
    for (const column of coming) column.state = 'gone'
    if (coming.length > 0) changed.set(uid, without)
  }
  await writeNames(t, changed)
}

/** Rows of one statement. */
const batch = 100

/** Records names in place of those that the entities had. */
export async function writeNames(t: Transaction, names: RecordedNames): Promise<void> {
  const rows = [...names].map(([uid, entity]) => [uid, JSON.stringify(entity)])
  for (const part of inParts(rows, batch)) {
    await t.run(
      `INSERT INTO physical_names (entity_uid, names)
       VALUES ${rowPlaceholders(2, part.length)}
       ON CONFLICT (entity_uid) DO UPDATE SET names = excluded.names`,
      part.flat()
    )
  }
}

/** Columns that no field has any more stay for a while; `until` where that begins now. */
function parked(
  columns: Readonly<Record<string, RecordedColumn>>,
  until: string
): Record<string, RecordedColumn> {
  const entries = Object.entries(columns)
  return Object.fromEntries(
    entries.map(([uid, column]) => [uid, { ...column, parkedUntil: column.parkedUntil ?? until }])
  )
}

/** The column of a field as it is now; where it is another than before, that one is kept. */
function switched(
  before: RecordedColumn | undefined,
  field: CompiledField,
  until: string
): RecordedColumn {
  const now = { name: field.column!, form: field.form! }
  if (!before) return now
  const others = (before.others ?? []).filter(({ name }) => name !== now.name)
  if (before.name !== now.name && before.form) {
    const state = before.isGone ? ('gone' as const) : ('kept' as const)
    others.push({ name: before.name, form: before.form, state, until })
  }
  return others.length > 0 ? { ...now, others } : now
}

/** The same as problems, for a plan. */
export function impossibleProblems(changes: readonly ImpossibleChange[]): Problem[] {
  return changes.map(({ entity, field, text }) => ({
    ...{ code: 'E_DEFINITION_DATA_MOVE', severity: 'error', kind: 'entity', key: entity.key },
    pointer: field ? pointerTo('/schema/properties', field.key) : '/parent',
    message: text,
    fix: '改回原来的类型，或另加一个新字段（新的 x-uid）',
  }))
}

/** In words, which tables cannot be brought to an application: a table and a sub-table are kept apart. */
export interface ImpossibleChange {
  readonly entity: CompiledEntity
  readonly field: CompiledField | null
  readonly text: string
}

/**
 * What of an application no conversion can bring about; empty when tables only grow or values
 * convert. A removed field or entity is not among it: its column or table is kept.
 */
export function impossibleChanges(
  application: CompiledApplication,
  recorded: RecordedNames
): ImpossibleChange[] {
  return [...application.entities.values()].flatMap((entity) => {
    const before = recorded.get(entity.uid)
    if (!before) return []
    const { title, key } = entity
    const isOther = before.isChild !== (entity.parent !== null)
    const text = `实体“${title}”（${key}）在主表与子表之间变更`
    const own = isOther ? [{ entity, field: null, text }] : []
    return [...own, ...impossibleFields(entity, before)]
  })
}

function impossibleFields(entity: CompiledEntity, before: RecordedEntity): ImpossibleChange[] {
  return [...entity.fields.values()].flatMap((field): ImpossibleChange[] => {
    const column = Object.hasOwn(before.columns, field.uid) ? before.columns[field.uid] : undefined
    if (!column?.form || column.isGone || column.parkedUntil) return []
    const isLinks = field.linkTable !== null || field.childEntity !== null
    if (field.form === null ? !isLinks : canConvert(column.form, field.form)) return []
    const types = `${column.form.type} → ${field.form?.type ?? field.type.name}`
    const text = `字段“${field.title}”（${entity.key}.${field.key}）的值无法换算：${types}`
    return [{ entity, field, text }]
  })
}

function recordedColumn(
  recorded: RecordedNames,
  entityUid: string,
  fieldUid: string
): RecordedColumn | undefined {
  const columns = recorded.get(entityUid)?.columns
  return columns && Object.hasOwn(columns, fieldUid) ? columns[fieldUid] : undefined
}
