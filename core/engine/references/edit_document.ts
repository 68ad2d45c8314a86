import { pointerSteps } from '#schemas/index.ts'
import type { Use } from './use.ts'

/** A name to be written where another stands; `pointer` and `span` as the uses of it tell. */
export interface NameEdit extends Pick<Use, 'pointer' | 'place'> {
  readonly span: readonly [from: number, to: number]
  readonly name: string
}

type Members = Record<string, unknown>

/**
 * A copy of a document with other names in the places told. Values are written first, then keys from
 * the inside out, so that every pointer still leads where it did; members keep their order.
 */
export function editNames(document: unknown, edits: readonly NameEdit[]): unknown {
  const copy = structuredClone(document)
  const depth = ({ pointer }: NameEdit) => pointer.split('/').length
  const values = edits.filter((edit) => edit.place === 'value')
  const keys = edits.filter((edit) => edit.place === 'key').sort((a, b) => depth(b) - depth(a))
  for (const [pointer, some] of byPointer(values)) {
    const { holder, key } = placeOf(copy, pointer)
    holder[key] = rewritten(String(holder[key]), some)
  }
  // Members of one holder at once: two may change names with each other.
  for (const some of byHolder(keys).values()) {
    const places = [...byPointer(some)].map(([at, own]) => ({ ...placeOf(copy, at), own }))
    const names = new Map(places.map(({ key, own }) => [key, rewritten(key, own)]))
    renameMembers(places[0]!.holder, (key) => names.get(key) ?? key)
  }
  return copy
}

/** Gives a member another key in its place. */
export function renameMember(holder: Members, from: string, to: string): void {
  renameMembers(holder, (key) => (key === from ? to : key))
}

/** Gives every member the key it is to have, in its place. */
export function renameMembers(holder: Members, keyOf: (key: string) => string): void {
  const entries = Object.entries(holder).map(([key, value]) => [keyOf(key), value])
  for (const key of Object.keys(holder)) delete holder[key]
  Object.assign(holder, Object.fromEntries(entries))
}

/** The object or list a pointer leads into, and the last step. */
export function placeOf(document: unknown, pointer: string): { holder: Members; key: string } {
  const steps = pointerSteps(pointer)
  const key = steps.pop() ?? ''
  const holder = steps.reduce<unknown>((value, step) => (value as Members)[step], document)
  return { holder: holder as Members, key }
}

function byPointer(edits: readonly NameEdit[]): Map<string, NameEdit[]> {
  return Map.groupBy(edits, ({ pointer }) => pointer)
}

/** By the pointer of what holds the member. */
function byHolder(edits: readonly NameEdit[]): Map<string, NameEdit[]> {
  return Map.groupBy(edits, ({ pointer }) => pointer.slice(0, pointer.lastIndexOf('/')))
}

/** Writes the names from the end, so that earlier spans stay right. */
function rewritten(text: string, edits: readonly NameEdit[]): string {
  return [...edits]
    .sort((a, b) => b.span[0] - a.span[0])
    .reduce((now, { span: [from, to], name }) => now.slice(0, from) + name + now.slice(to), text)
}
