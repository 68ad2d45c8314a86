import { createHash } from 'node:crypto'
import type {
  CompiledApplication,
  CompiledEntity,
  CompiledField,
} from '#engine/compile/compiled.ts'
import { formKey } from '#engine/conversions/index.ts'
import { writtenField } from '#core/definitions/index.ts'
import { inParts, letOthersIn, rowPlaceholders } from '#core/storage/index.ts'
import type { Executor, Transaction } from '#core/storage/index.ts'
import type { RecordEnvironment } from '../../environment.ts'
import { keepWritersOut } from '../../storage/keep_writers_out.ts'
import { setMark } from './marks.ts'

/**
 * Has the values of computed fields filled in that a release brings or changes, or that read fields
 * whose values it changes: each entity they are of is marked as a whole, in the transaction of the
 * release, and a job computes its records.
 *
 * @param release.written fields whose values the release writes itself, `<uid of entity> <uid of field>`
 * @param release.made tables it made: nothing is in them
 */
export async function fillComputed(
  t: Transaction,
  application: CompiledApplication,
  { clock, jobs }: Pick<RecordEnvironment, 'clock' | 'jobs'>,
  {
    written = new Set(),
    made = new Set(),
  }: { written?: ReadonlySet<string>; made?: ReadonlySet<string> } = {}
): Promise<void> {
  const known = await digests(t)
  const changed = new Map<CompiledEntity, string[]>()
  const concerned = new Set<string>()
  const kept: [entity: string, field: string, digest: string][] = []
  for (const of of computedFields(application)) {
    await letOthersIn()
    const { entity, field, name } = of
    const digest = digestOf(application, of)
    const read = fieldsRead(application, of)
    const isSame = known.get(name) === digest
    known.delete(name)
    if (isSame && !read.some((one) => written.has(one.name))) continue
    kept.push([entity.uid, field.uid, digest])
    const root = rootOf(application, entity)
    changed.set(root, [...(changed.get(root) ?? []), name])
    for (const one of [of, ...read]) concerned.add(rootOf(application, one.entity).table)
  }
  // Whoever writes by the release before and commits behind the job would be passed over by it.
  await keepWritersOut(
    t,
    [...concerned].filter((table) => !made.has(table))
  )
  await keep(t, kept)
  await forget(t, [...known.keys()])
  const filled = await withRecords(
    t,
    [...changed.keys()].filter(({ table }) => !made.has(table))
  )
  for (const [entity, fields] of changed) {
    if (!filled.has(entity.table)) continue
    const context = { t, at: clock().toISOString(), environment: { jobs } }
    await setMark(context, { way: `${whole}${entity.uid}`, hop: 0, target: '' }, fields)
  }
}

/** Digests, or tables, that one statement names. */
const batch = 100

async function keep(t: Transaction, rows: readonly (readonly string[])[]): Promise<void> {
  for (const part of inParts(rows, batch)) {
    await t.run(
      `INSERT INTO computed_fields (entity_uid, field_uid, digest)
       VALUES ${rowPlaceholders(3, part.length)}
       ON CONFLICT (entity_uid, field_uid) DO UPDATE SET digest = excluded.digest`,
      part.flat()
    )
  }
}

/** The tables of entities that have any record. */
async function withRecords(
  t: Transaction,
  entities: readonly CompiledEntity[]
): Promise<ReadonlySet<string>> {
  const tables = new Set<string>()
  for (const part of inParts(entities, batch)) {
    const parts = part.map(({ table }) => {
      const name = t.dialect.quote(table)
      return `SELECT '${table}' AS name WHERE EXISTS (SELECT 1 FROM ${name})`
    })
    const rows = await t.all<{ name: string }>(parts.join(' UNION ALL '))
    for (const { name } of rows) tables.add(name)
  }
  return tables
}

/** Nobody keeps the values of a field that is gone true: should it come back, they are computed. */
async function forget(t: Transaction, names: readonly string[]): Promise<void> {
  if (names.length === 0) return
  const isGone = t.dialect.inList(`entity_uid || ' ' || field_uid`)
  await t.run(`DELETE FROM computed_fields WHERE ${isGone}`, [t.dialect.listBinding(names)])
}

/** What the ways of marks for all records of an entity begin with. */
const whole = 'all:'

export function entityOfWay(
  application: CompiledApplication,
  way: string
): CompiledEntity | undefined {
  if (!way.startsWith(whole)) return undefined
  return [...application.entities.values()].find(({ uid }) => whole + uid === way)
}

/** Whether the definitions in force here are those the fields were marked for. */
export async function isLoaded(
  t: Executor,
  application: CompiledApplication,
  fields: readonly string[]
): Promise<boolean> {
  const known = await digests(t)
  const own = new Map(computedFields(application).map((of) => [of.name, digestOf(application, of)]))
  return fields.every((name) => known.get(name) === own.get(name))
}

async function digests(t: Executor): Promise<Map<string, string>> {
  const rows = await t.all<{ name: string; digest: string }>(
    `SELECT entity_uid || ' ' || field_uid AS name, digest FROM computed_fields`
  )
  return new Map(rows.map(({ name, digest }) => [name, digest]))
}

interface NamedField {
  readonly entity: CompiledEntity
  readonly field: CompiledField
  /** `<uid of entity> <uid of field>` */
  readonly name: string
}

function named(entity: CompiledEntity, field: CompiledField): NamedField {
  return { entity, field, name: writtenField({ entity, field }) }
}

function computedFields(application: CompiledApplication): NamedField[] {
  return [...application.entities.values()].flatMap((entity) =>
    entity.stored
      .filter((field) => field.formula !== null || field.rollup !== null)
      .map((field) => named(entity, field))
  )
}

/** Of what the value depends on: the words it is written in, and the form of what they read. */
function digestOf(application: CompiledApplication, of: NamedField): string {
  const { schema, type, scale } = of.field
  const forms = fieldsRead(application, of).map(({ field }) => field.form && formKey(field.form))
  const said = [schema['x-formula'] ?? null, schema['x-rollup'] ?? null, type.resultType, scale]
  return createHash('sha256')
    .update(JSON.stringify([...said, forms]))
    .digest('hex')
}

/** Every field on the way of every name that a computed field reads. */
function fieldsRead(
  { entities }: CompiledApplication,
  { entity, field: { formula, rollup } }: NamedField
): NamedField[] {
  const read = (start: CompiledEntity | undefined, name: string): NamedField[] => {
    let at = start
    return name.split('.').flatMap((part) => {
      const [holder, field] = [at, at?.fields.get(part)]
      at = entities.get(field?.childEntity ?? field?.target ?? '')
      return holder && field ? [named(holder, field)] : []
    })
  }
  const own = formula?.dependencies ?? rollup?.dependencies ?? []
  return [
    ...own.flatMap((name) => read(entity, name)),
    ...(rollup?.names ?? []).flatMap((name) => read(entities.get(rollup!.from), name)),
  ]
}

function rootOf(application: CompiledApplication, entity: CompiledEntity): CompiledEntity {
  return entity.parent === null
    ? entity
    : rootOf(application, application.entities.get(entity.parent)!)
}
