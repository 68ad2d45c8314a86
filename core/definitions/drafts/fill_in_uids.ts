import { randomBytes } from 'node:crypto'
import { metaSchemaOf, pointerSteps, walkPlaces } from '#schemas/index.ts'
import type { MetaSchema, Place } from '#schemas/index.ts'

type Members = Record<string, unknown>

/**
 * Gives every element that needs a uid and came without one its uid: the one that the element under
 * the same key or in the same place of `earlier` has, so that an author who leaves uids out keeps
 * identities; else a new one. Changes `document`.
 */
export function fillInUids(kind: string, document: Members, earlier: unknown): void {
  const taken = new Set<string>()
  const missing: { place: Place; name: string }[] = []
  walkPlaces(kind, document, (place) => {
    const name = uidNameOf(place.schema, metaSchemaOf(kind))
    if (name === null || !isMembers(place.value)) return
    const uid = place.value[name]
    if (typeof uid === 'string') taken.add(uid)
    else if (uid === undefined) missing.push({ place, name })
  })
  for (const { place, name } of missing) {
    const before = at(earlier, place.pointer)
    const known = isMembers(before) ? before[name] : undefined
    const uid = typeof known === 'string' && !taken.has(known) ? known : newUid()
    taken.add(uid)
    ;(place.value as Members)[name] = uid
  }
}

/** Twelve letters and digits: 62 bits, never reused. */
export function newUid(): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz234567'
  return [...randomBytes(12)].map((byte) => letters[byte % 32]).join('')
}

/** The property by which objects of this schema are unique in the installation. */
function uidNameOf({ properties = {} }: MetaSchema, root: MetaSchema): string | null {
  for (const [name, schema] of Object.entries(properties)) {
    const part = schema.$ref ? root.$defs?.[schema.$ref.replace('#/$defs/', '')] : schema
    if (schema['x-unique'] || part?.['x-unique']) return name
  }
  return null
}

function at(document: unknown, pointer: string): unknown {
  return pointerSteps(pointer).reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null ? (value as Members)[step] : null,
    document
  )
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
