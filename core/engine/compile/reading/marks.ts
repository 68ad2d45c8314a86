import { pointerTo } from '#engine/problems.ts'
import { walkPlaces, referencesAt } from '#schemas/index.ts'
import { objectOf } from './shape.ts'
import { shown } from '../names/keys.ts'
import type { Place, Reference } from '#schemas/index.ts'
import type { Definition } from '../context.ts'
import type { Finding } from '../problem_list.ts'

/** What the meta-schema's marks say of a document, found in one walk over it. */
export interface Marks {
  /** Values of `x-unique`: its own uid, its fields', its constraints'. */
  readonly uids: readonly { readonly pointer: string; readonly value: string }[]
  /** Values and names with `x-ref`, in document order. */
  readonly references: readonly Reference[]
  /** Faults found along the way. */
  readonly memberFaults: readonly Finding[]
}

export function marksOf(kind: string, document: Definition['document']): Marks {
  const uids: { pointer: string; value: string }[] = []
  const references: Reference[] = []
  const memberFaults: Finding[] = []
  walkPlaces(kind, document, (place) => {
    const { pointer, value, schema } = place
    if (schema['x-unique'] && typeof value === 'string') uids.push({ pointer, value })
    references.push(...referencesAt(place, document))
    memberFaults.push(...unknownMembers(place), ...doubles(place))
  })
  return { uids, references, memberFaults }
}

/**
 * Every member that the meta-schema does not know: `$ref`, combinators, misspelt words. The
 * meta-schema's validator finds the same; this holds also where there is none.
 */
function unknownMembers({ pointer, value, schema }: Place): Finding[] {
  if (schema.additionalProperties !== false) return []
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
  const { properties = {} } = schema
  const unknown = Object.keys(value).filter((name) => !Object.hasOwn(properties, name))
  return unknown.map((name) => ({
    code: 'E_DEFINITION_UNKNOWN_PROPERTY',
    pointer: pointerTo(pointer, name),
    message: `未知的属性“${shown(name)}”`,
    fix: '删去，或改正拼写；引用（$ref）与组合（allOf、anyOf、oneOf、if）不可用',
  }))
}

/** The second object of one identity in a list: references could not tell which is meant. */
function doubles({ pointer, value, schema }: Place): Finding[] {
  const identity = schema['x-identity']
  // A uid is unique in the whole installation, which is checked as the documents are read.
  if (!identity || identity === 'uid' || !Array.isArray(value)) return []
  const met = new Set<unknown>()
  return value.map(objectOf).flatMap((item, index) => {
    const name = item[identity]
    const isDouble = name !== undefined && met.has(name)
    met.add(name)
    return isDouble ? [doubleOf(pointerTo(pointer, index, identity), name)] : []
  })
}

function doubleOf(pointer: string, name: unknown): Finding {
  return {
    code: 'E_DEFINITION_DUPLICATE_ID',
    pointer,
    message: `“${shown(name)}”出现了两次`,
    fix: '改名，或删去其中一个',
  }
}
