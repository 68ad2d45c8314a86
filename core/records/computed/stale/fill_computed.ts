import { createHash } from 'node:crypto'
import type {
  CompiledApplication,
  CompiledEntity,
  CompiledField,
} from '#engine/compile/compiled.ts'
import type { Executor, Transaction } from '#core/storage/index.ts'
import type { RecordEnvironment } from '../../environment.ts'
import { setMark } from './marks.ts'

/**
 * Has the values of computed fields that a release brings or changes filled in: each entity they
 * are of is marked as a whole, in the transaction of the release, and a job computes its records.
 */
export async function fillComputed(
  t: Transaction,
  application: CompiledApplication,
  { clock, jobs }: Pick<RecordEnvironment, 'clock' | 'jobs'>
): Promise<void> {
  const known = await digests(t)
  const changed = new Map<CompiledEntity, string[]>()
  for (const { entity, field } of computedFields(application)) {
    const [name, digest] = [`${entity.uid} ${field.uid}`, digestOf(field)]
    if (known.get(name) === digest) continue
    await t.run(
      `INSERT INTO computed_fields (entity_uid, field_uid, digest) VALUES (?, ?, ?)
       ON CONFLICT (entity_uid, field_uid) DO UPDATE SET digest = excluded.digest`,
      [entity.uid, field.uid, digest]
    )
    const root = rootOf(application, entity)
    changed.set(root, [...(changed.get(root) ?? []), name])
  }
  for (const [entity, fields] of changed) {
    const any = await t.all(`SELECT 1 AS one FROM ${t.dialect.quote(entity.table)} LIMIT 1`)
    if (any.length === 0) continue
    const context = { t, at: clock().toISOString(), environment: { jobs } }
    await setMark(context, { way: `${whole}${entity.uid}`, hop: 0, target: '' }, fields)
  }
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
  const own = new Map(
    computedFields(application).map(({ entity, field }) => [
      `${entity.uid} ${field.uid}`,
      digestOf(field),
    ])
  )
  return fields.every((name) => known.get(name) === own.get(name))
}

async function digests(t: Executor): Promise<Map<string, string>> {
  const rows = await t.all<{ name: string; digest: string }>(
    `SELECT entity_uid || ' ' || field_uid AS name, digest FROM computed_fields`
  )
  return new Map(rows.map(({ name, digest }) => [name, digest]))
}

function computedFields(application: CompiledApplication) {
  return [...application.entities.values()].flatMap((entity) =>
    entity.stored
      .filter((field) => field.formula !== null || field.rollup !== null)
      .map((field) => ({ entity, field }))
  )
}

/** Of what the value depends on, as it is written. */
function digestOf({ schema, type, scale }: CompiledField): string {
  const said = [schema['x-formula'] ?? null, schema['x-rollup'] ?? null, type.resultType, scale]
  return createHash('sha256').update(JSON.stringify(said)).digest('hex')
}

function rootOf(application: CompiledApplication, entity: CompiledEntity): CompiledEntity {
  return entity.parent === null
    ? entity
    : rootOf(application, application.entities.get(entity.parent)!)
}
