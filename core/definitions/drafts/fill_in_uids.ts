import { randomBytes } from 'node:crypto'
import { metaSchemaOf, pointerSteps, uidPropertyOf, walkPlaces } from '#schemas/index.ts'
import type { Place } from '#schemas/index.ts'

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
    const name = uidPropertyOf(metaSchemaOf(kind), place.schema)
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
