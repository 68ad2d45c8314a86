/** What must hold of all records at any time, asked in SQL of the definitions' own tables. */
import type { CompiledApplication, CompiledEntity } from '#engine/compile/compiled.ts'
import type { Database } from '#core/storage/index.ts'

/** Says in words what is broken; empty when nothing is. */
export async function brokenLinks(
  database: Database,
  application: CompiledApplication
): Promise<string[]> {
  const checks = [...application.entities.values()].flatMap((entity) => [
    ...links(entity, application),
    ...rows(entity, application),
    ...bin(entity),
    ...revisions(entity),
  ])
  const found: string[] = []
  for (const { what, sql, bindings = [] } of checks) {
    const broken = await database.read.all<{ id: string }>(sql, bindings)
    if (broken.length > 0) found.push(`${what}: ${broken.length}, first ${broken[0]!.id}`)
  }
  for (const entity of application.entities.values()) {
    if (await hasCircle(database, entity)) found.push(`${entity.key} has a circle`)
  }
  return found
}

interface Check {
  readonly what: string
  /** Selects `id` of whatever is broken. */
  readonly sql: string
  readonly bindings?: readonly unknown[]
}

/** A link leads to a record that is there; a living record's to a living one. */
function links(entity: CompiledEntity, application: CompiledApplication): Check[] {
  return [...entity.stored, ...entity.links].flatMap((field) => {
    const targets = field.targets.length > 0 ? field.targets : field.target === null ? [] : [null]
    return targets.flatMap((one): Check[] => {
      const target = application.entities.get(one?.key ?? field.target!)!
      const what = `${entity.key}.${field.key} -> ${target.key}`
      const living = `${rootAlias(entity, application)}."deleted_at" IS NULL`
      const from = holderSql(entity, application)
      if (field.linkTable !== null) {
        const linked = `${from} JOIN "${field.linkTable}" l ON l."owner" = h0."id" LEFT JOIN "${target.table}" g ON g."id" = l."target"`
        const dead = target.parent === null ? ` OR (${living} AND g."deleted_at" IS NOT NULL)` : ''
        const lost = `"${field.linkTable}" l LEFT JOIN "${entity.table}" o ON o."id" = l."owner"`
        return [
          { what, sql: `SELECT h0."id" AS id FROM ${linked} WHERE g."id" IS NULL${dead}` },
          {
            what: `${what} without owner`,
            sql: `SELECT l."owner" AS id FROM ${lost} WHERE o."id" IS NULL`,
          },
        ]
      }
      const entityIs = one ? ` AND h0."${field.entityColumn}" = ?` : ''
      const dead = target.parent === null ? ` OR (${living} AND g."deleted_at" IS NOT NULL)` : ''
      const sql =
        `SELECT h0."id" AS id FROM ${from} LEFT JOIN "${target.table}" g ON g."id" = h0."${field.column}" ` +
        `WHERE h0."${field.column}" IS NOT NULL${entityIs} AND (g."id" IS NULL${dead})`
      const checks: Check[] = [{ what, sql, ...(one ? { bindings: [one.uid] } : {}) }]
      if (field.entityColumn === null || one !== field.targets[0]) return checks
      const halves = `(h0."${field.column}" IS NULL) <> (h0."${field.entityColumn}" IS NULL)`
      return [
        ...checks,
        { what: `${what} by halves`, sql: `SELECT h0."id" AS id FROM ${from} WHERE ${halves}` },
      ]
    })
  })
}

/** A row of a sub-table has its record. */
function rows(entity: CompiledEntity, application: CompiledApplication): Check[] {
  if (entity.parent === null) return []
  const parent = application.entities.get(entity.parent)!
  const joined = `"${entity.table}" c LEFT JOIN "${parent.table}" p ON p."id" = c."parent_id"`
  const sql = `SELECT c."id" AS id FROM ${joined} WHERE p."id" IS NULL`
  return [{ what: `${entity.key} without parent`, sql }]
}

/** The recycle bin knows every deleted record, and no other. */
function bin(entity: CompiledEntity): Check[] {
  if (entity.parent !== null) return []
  const joined = `"${entity.table}" r LEFT JOIN record_deletions d ON d.record_id = r."id" AND d.entity_uid = ?`
  const sql = `SELECT r."id" AS id FROM ${joined} WHERE (r."deleted_at" IS NULL) <> (d.record_id IS NULL)`
  return [{ what: `${entity.key} and the recycle bin`, sql, bindings: [entity.uid] }]
}

/** History has every revision of a record. */
function revisions(entity: CompiledEntity): Check[] {
  if (entity.parent !== null) return []
  const told = `(SELECT COUNT(*) FROM record_history h WHERE h.record_id = r."id" AND h.entity_uid = ?)`
  const sql = `SELECT r."id" AS id FROM "${entity.table}" r WHERE r."rev" <> ${told}`
  return [{ what: `${entity.key} and its history`, sql, bindings: [entity.uid] }]
}

async function hasCircle(database: Database, entity: CompiledEntity): Promise<boolean> {
  if (entity.treeParent === null) return false
  const column = entity.fields.get(entity.treeParent)!.column
  const all = await database.read.all<{ id: string; above: string | null }>(
    `SELECT "id", "${column}" AS above FROM "${entity.table}"`
  )
  const above = new Map(all.map((row) => [row.id, row.above]))
  return all.some(({ id }) => {
    const seen = new Set<string>()
    for (let at: string | null = id; at !== null; at = above.get(at) ?? null) {
      if (seen.has(at)) return true
      seen.add(at)
    }
    return false
  })
}

/** The entity's rows joined up to the record they belong to. */
function holderSql(entity: CompiledEntity, application: CompiledApplication): string {
  let from = `"${entity.table}" h0`
  let level = 0
  for (let at = entity; at.parent !== null; level++) {
    at = application.entities.get(at.parent)!
    from += ` JOIN "${at.table}" h${level + 1} ON h${level + 1}."id" = h${level}."parent_id"`
  }
  return from
}

function rootAlias(entity: CompiledEntity, application: CompiledApplication): string {
  let level = 0
  for (let at = entity; at.parent !== null; level++) at = application.entities.get(at.parent)!
  return `h${level}`
}
