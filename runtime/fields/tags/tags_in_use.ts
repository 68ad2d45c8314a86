import { useRecords } from '#runtime/client/queries.ts'
import { textsIn } from '../text_list.ts'
import type { RuntimeField } from '#engine/presentation/shapes.ts'

/** Records whose tags are looked at, the newest. */
const looked = 200
/** Tags offered. */
const offered = 50

/** Tags that the newest records of the field's entity have, the most used first. */
export function useTagsInUse(field: RuntimeField, enabled: boolean): readonly string[] {
  const filter = JSON.stringify({ [field.key]: { empty: false } })
  const query = { fields: field.key, filter, sort: '-updated_at', limit: looked }
  const found = useRecords(field.entity, query, enabled && field.entity !== '')
  return mostUsed((found.data?.data ?? []).map((record) => textsIn(record[field.key])))
}

export function mostUsed(lists: readonly (readonly string[])[]): readonly string[] {
  const counts = new Map<string, number>()
  for (const tag of lists.flat()) counts.set(tag, (counts.get(tag) ?? 0) + 1)
  const sorted = [...counts].sort(([, a], [, b]) => b - a)
  return sorted.slice(0, offered).map(([tag]) => tag)
}
