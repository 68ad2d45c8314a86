import type { CompiledEntity, CompiledField } from '#engine/compile/compiled.ts'
import { linkParts } from '#engine/fields/index.ts'
import { pointerTo } from '#engine/problems.ts'
import type { Value, Values } from '#engine/values.ts'
import { rowsOf } from '../history/changes.ts'
import { linkedIds } from './link_lists.ts'

/** A record that a field points to. */
export interface Reference {
  readonly field: CompiledField
  /** Key of the entity pointed to. */
  readonly target: string
  readonly id: string
  readonly path: string
}

/** What a value of a field points to; nothing for fields that are no relations, and for lookups. */
export function referencesOf(field: CompiledField, value: Value, path: string): Reference[] {
  if (field.lookup !== null) return []
  if (field.linkTable !== null) {
    return linkedIds(value).map((id, index) => ({
      ...{ field, target: field.target!, id },
      path: pointerTo(path, index),
    }))
  }
  const parts = field.targets.length > 0 ? linkParts(value) : null
  const target = field.targets.find(({ uid }) => uid === parts?.uid)
  if (parts && target) return [{ field, target: target.key, id: parts.id, path }]
  if (field.target === null || typeof value !== 'string') return []
  return [{ field, target: field.target, id: value, path }]
}

/** Everything that a record and the rows of its sub-tables point to. */
export function referencesIn(
  entity: CompiledEntity,
  entityOf: (key: string) => CompiledEntity,
  record: Values,
  base = ''
): Reference[] {
  const own = [...entity.stored, ...entity.links].flatMap((field) =>
    referencesOf(field, record[field.key] ?? null, pointerTo(base, field.key))
  )
  const behind = entity.children.flatMap((field) => {
    const child = entityOf(field.childEntity!)
    return rowsOf(record, field).flatMap((row, index) =>
      referencesIn(child, entityOf, row, pointerTo(base, field.key, index))
    )
  })
  return [...own, ...behind]
}
