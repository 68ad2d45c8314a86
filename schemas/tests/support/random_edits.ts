import fc from 'fast-check'

import { walkPlaces } from '#schemas/index.ts'

type Members = Record<string, unknown>

/** One thing an author may do to a definition; numbers choose where. */
export interface Edit {
  what: 'retitle' | 'remove' | 'add' | 'rename' | 'reverse' | 'turn'
  where: number
}

export const edits = fc.array(
  fc.record({
    what: fc.constantFrom('retitle', 'remove', 'add', 'rename', 'reverse', 'turn'),
    where: fc.nat(10_000),
  }) as fc.Arbitrary<Edit>,
  { minLength: 1, maxLength: 12 }
)

/** The document after the edits; uids and ids of added elements are new. */
export function edited(document: Members, list: readonly Edit[]): Members {
  const copy = structuredClone(document)
  list.forEach((edit, n) => editOne(copy, edit, n))
  return copy
}

function editOne(document: Members, { what, where }: Edit, n: number): void {
  const maps: Members[] = []
  const lists: { items: unknown[]; identity: string }[] = []
  const titled: Members[] = []
  walkPlaces(String(document.kind), document, ({ value, schema }) => {
    if (schema['x-ordered']) maps.push(value as Members)
    const identity = schema['x-identity']
    if (identity && Array.isArray(value)) lists.push({ items: value, identity })
    if (typeof (value as Members | null)?.title === 'string') titled.push(value as Members)
  })
  if (what === 'retitle') {
    const one = pick(titled, where)
    if (one) one.title = `标题 ${n}`
    return
  }
  const map = pick(maps, where)
  const list = pick(lists, where)
  if (map && (where % 2 === 0 || !list)) editMap(map, what, where, n)
  else if (list) editList(list, what, where, n)
}

function editMap(map: Members, what: Edit['what'], where: number, n: number): void {
  const entries = Object.entries(map)
  const [key, value] = pick(entries, where) ?? []
  if (key === undefined) return
  let next = entries
  if (what === 'remove') next = entries.filter(([name]) => name !== key)
  if (what === 'rename')
    next = entries.map(([name, it]) => [name === key ? `renamed_${n}` : name, it])
  if (what === 'reverse') next = entries.reverse()
  if (what === 'turn') next = [...entries.slice(1), entries[0]!]
  if (what === 'add') {
    const copy = structuredClone(value) as Members
    if (typeof copy['x-uid'] === 'string') copy['x-uid'] = `added${n}${where}x`
    const at = where % (entries.length + 1)
    next = [...entries.slice(0, at), [`added_${n}`, copy], ...entries.slice(at)]
  }
  for (const name of Object.keys(map)) delete map[name]
  Object.assign(map, Object.fromEntries(next))
}

function editList(
  { items, identity }: { items: unknown[]; identity: string },
  what: Edit['what'],
  where: number,
  n: number
): void {
  if (items.length === 0) return
  const at = where % items.length
  if (what === 'remove') items.splice(at, 1)
  if (what === 'reverse') items.reverse()
  if (what === 'turn') items.push(items.shift())
  if (what === 'add') {
    items.splice(at, 0, { ...(structuredClone(items[at]) as Members), [identity]: `added_${n}` })
  }
}

function pick<T>(of: readonly T[], where: number): T | undefined {
  return of[where % Math.max(1, of.length)]
}
