import { elementName } from './place_name.ts'
import type { ListPart } from './words.ts'

/**
 * What comes into a list and goes out of it, for lists that have no identities; empty where only
 * the order is another one. Null where one of the two is no list. Pure.
 *
 * @param titleOf what people call a name that stands in it
 */
export function listParts(
  before: unknown,
  after: unknown,
  titleOf: (name: string) => string = (name) => name
): ListPart[] | null {
  const [old, now] = [itemsOf(before), itemsOf(after)]
  if (!old || !now) return null
  const [was, is] = [[...old.keys()], [...now.keys()]]
  const changed = is.filter((name) => old.has(name) && old.get(name) !== now.get(name))
  const parts: readonly ListPart[] = [
    { how: 'added', names: is.filter((name) => !old.has(name)).map(titleOf) },
    { how: 'removed', names: was.filter((name) => !now.has(name)).map(titleOf) },
    { how: 'changed', names: changed.map(titleOf) },
  ]
  return parts.filter(({ names }) => names.length > 0)
}

/** Text of each item by what it is called; a list that is not there is an empty one. */
function itemsOf(value: unknown): ReadonlyMap<string, string> | null {
  if (value === undefined || value === null) return new Map()
  if (!Array.isArray(value)) return null
  return new Map(value.map((item) => [itemName(item), JSON.stringify(item)]))
}

function itemName(item: unknown): string {
  if (typeof item === 'string') return item
  const isNamed = typeof item === 'object' && item !== null
  return (isNamed && elementName(item as Record<string, unknown>)) || JSON.stringify(item)
}
