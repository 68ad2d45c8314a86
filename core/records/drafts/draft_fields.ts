import type { CompiledEntity } from '#engine/compile/compiled.ts'

type Fields = Readonly<Record<string, unknown>>

/** What was entered, as it is kept: by uid, so that a renamed field finds its value again. */
export interface KeptFields {
  readonly values: Fields
  readonly base: Fields
  /** Titles at the time, by uid: what is gone since can still be named. */
  readonly titles: Readonly<Record<string, string>>
}

/** Values by field key -> as they are kept. Unknown fields have been refused before. Pure. */
export function keepFields(
  entity: CompiledEntity,
  given: { values: Fields; base: Fields }
): KeptFields {
  const titles: Record<string, string> = {}
  const byUid = (fields: Fields) =>
    Object.fromEntries(
      Object.entries(fields).map(([key, value]) => {
        const field = entity.fields.get(key)!
        titles[field.uid] = field.title
        return [field.uid, value]
      })
    )
  return { values: byUid(given.values), base: byUid(given.base), titles }
}

/**
 * As kept -> values by today's keys. What the entity has no more, or the person may not give any
 * more, is left out and named in `dropped`. Pure.
 */
export function findFields(
  of: {
    entity: CompiledEntity
    entityOf(key: string): CompiledEntity
    mayGive(field: string): boolean
  },
  kept: KeptFields
): { values: Fields; base: Fields; dropped: string[] } {
  const dropped = new Set<string>()
  const byKey = (fields: Fields) =>
    Object.fromEntries(
      Object.entries(fields).flatMap(([uid, value]): [string, unknown][] => {
        const field = of.entity.byUid.get(uid)
        if (!field || !of.mayGive(field.key)) {
          dropped.add(field?.title ?? kept.titles[uid] ?? uid)
          return []
        }
        if (field.childEntity === null) return [[field.key, value]]
        const child = of.entityOf(field.childEntity)
        return [
          [field.key, knownRows(child, value, (cell) => dropped.add(`${field.title} / ${cell}`))],
        ]
      })
    )
  return { values: byKey(kept.values), base: byKey(kept.base), dropped: [...dropped] }
}

const rowNames = new Set(['id', '$key', 'row_no'])

function knownRows(child: CompiledEntity, rows: unknown, drop: (cell: string) => void): unknown {
  if (!Array.isArray(rows)) return []
  return rows.filter(isObject).map((row) =>
    Object.fromEntries(
      Object.entries(row).filter(([cell]) => {
        const isKnown = rowNames.has(cell) || child.fields.has(cell)
        if (!isKnown) drop(cell)
        return isKnown
      })
    )
  )
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
