import { fieldTypeNameOf } from '#schemas/index.ts'
import type { Change } from '#schemas/index.ts'

type Fields = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/** Words of a field that together say its type. */
const typeWords = new Set(['type', 'x-type', 'format'])

export interface TypeChange {
  readonly pointer: string
  /** Key of the field. */
  readonly field: string
  /** Names of the types. */
  readonly before: string
  readonly after: string
}

/**
 * Fields whose type is another one, and the changes left without the words that said it: people know
 * a type by one name, the schema by up to three words. Pure.
 */
export function typeChanges(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  changes: readonly Change[]
): { types: readonly TypeChange[]; rest: readonly Change[] } {
  const [old, now] = [fieldsOf(before), fieldsOf(after)]
  const types = new Map<string, TypeChange>()
  for (const [key, field] of Object.entries(now)) {
    const was = old[key]
    if (!was || was['x-uid'] !== field['x-uid']) continue
    const [from, to] = [fieldTypeNameOf(was), fieldTypeNameOf(field)]
    if (from === to || from === null || to === null) continue
    const pointer = `/schema/properties/${key}`
    types.set(pointer, { pointer, field: key, before: from, after: to })
  }
  const rest = changes.filter(({ pointer }) => {
    const at = pointer.lastIndexOf('/')
    return !typeWords.has(pointer.slice(at + 1)) || !types.has(pointer.slice(0, at))
  })
  return { types: [...types.values()], rest }
}

function fieldsOf({ schema }: Readonly<Record<string, unknown>>): Fields {
  return ((schema ?? {}) as { properties?: Fields }).properties ?? {}
}
