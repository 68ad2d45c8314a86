import { elementName } from './place_name.ts'

/**
 * What comes into a list and goes out of it, for lists that have no identities: 新增“厂家”；删去“型号”.
 * Null where one of the two is no list. Pure.
 *
 * @param titleOf what people call a name that stands in it
 */
export function listWords(
  before: unknown,
  after: unknown,
  titleOf: (name: string) => string = (name) => name
): string | null {
  const [old, now] = [itemsOf(before), itemsOf(after)]
  if (!old || !now) return null
  const parts = (
    [
      ['新增', namesOf(now).filter((name) => !old.has(name))],
      ['删去', namesOf(old).filter((name) => !now.has(name))],
      ['修改', namesOf(now).filter((name) => old.has(name) && old.get(name) !== now.get(name))],
    ] as const
  ).filter(([, names]) => names.length > 0)
  if (parts.length === 0) return '顺序改变'
  const said = (name: string) => `“${titleOf(name)}”`
  return parts.map(([word, names]) => `${word}${names.map(said).join('、')}`).join('；')
}

type Items = ReadonlyMap<string, string>

function namesOf(items: Items): string[] {
  return [...items.keys()]
}

/** Text of each item by what it is called; a list that is not there is an empty one. */
function itemsOf(value: unknown): Items | null {
  if (value === undefined || value === null) return new Map()
  if (!Array.isArray(value)) return null
  return new Map(value.map((item) => [itemName(item), JSON.stringify(item)]))
}

function itemName(item: unknown): string {
  if (typeof item === 'string') return item
  const isNamed = typeof item === 'object' && item !== null
  return (isNamed && elementName(item as Record<string, unknown>)) || JSON.stringify(item)
}
