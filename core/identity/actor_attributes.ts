import type { Actor } from '#engine/access/actor.ts'
import type { CompiledActorAttribute, CompiledApplication } from '#engine/compile/compiled.ts'
import type { Database } from '#core/storage/index.ts'
import { quoteIdentifier } from '#core/storage/dialects/quote.ts'
import { filterSql } from '#core/records/read/filter_sql.ts'
import { rowCodec } from '#core/records/storage/row_codec.ts'

/** Values of the modules' own `$` names, e.g. `$my_customer` (definitions.md "Actor attributes"). */
export interface ActorAttributes {
  /** Read once per session or token; one statement for each name the application has. */
  of(application: CompiledApplication, actor: Actor, credential: string): Promise<Attributes>
  /** A record of this entity changed: what was read from it is stale. */
  forget(entity: string): void
}

type Attributes = Readonly<Record<string, readonly string[]>>

const most = 10_000

/** Another process may have changed the records without telling this one. */
const freshFor = 30_000

/** Attributes kept in memory per credential, the oldest dropped when there are many. */
export function cachedActorAttributes(database: Database, clock: () => Date): ActorAttributes {
  let kept = new Map<string, { at: number; values: Promise<Attributes> }>()
  let of: CompiledApplication | null = null
  return {
    async of(application, actor, credential) {
      if (application.actorAttributes.size === 0) return {}
      if (of !== application) kept = new Map()
      of = application
      const known = kept.get(credential)
      if (known && performance.now() - known.at < freshFor) return known.values
      const values = readAll(database, application, actor, clock())
      kept.delete(credential)
      kept.set(credential, { at: performance.now(), values })
      if (kept.size > most) kept.delete(kept.keys().next().value!)
      values.catch(() => kept.delete(credential))
      return values
    },
    forget(entity) {
      const reads = [...(of?.actorAttributes.values() ?? [])].some((one) => one.from === entity)
      if (reads) kept = new Map()
    },
  }
}

async function readAll(
  database: Database,
  application: CompiledApplication,
  actor: Actor,
  now: Date
): Promise<Attributes> {
  const values: Record<string, readonly string[]> = {}
  for (const attribute of application.actorAttributes.values()) {
    values[attribute.key] = await readOne(database, application, attribute, { actor, now })
  }
  return values
}

async function readOne(
  database: Database,
  application: CompiledApplication,
  attribute: CompiledActorAttribute,
  asked: { actor: Actor; now: Date }
): Promise<readonly string[]> {
  const entity = application.entities.get(attribute.from)
  if (!entity) return []
  const where = filterSql(attribute.where, {
    dialect: database.dialect,
    entityOf: (key) => application.entities.get(key),
    alias: 'a',
    ...asked,
  })
  const take = `a.${rowCodec(entity, database.dialect).column(attribute.take)}`
  const rows = await database.read.all<{ value: string }>(
    `SELECT DISTINCT ${take} AS value FROM ${quoteIdentifier(entity.table)} a
     WHERE a.deleted_at IS NULL AND ${take} IS NOT NULL AND (${where.sql}) ORDER BY 1`,
    where.bindings
  )
  return rows.map((row) => row.value)
}
