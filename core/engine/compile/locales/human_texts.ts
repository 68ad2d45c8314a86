import { pointerSegment, walkPlaces } from '#schemas/index.ts'

/** A text of a definition that people read. */
export interface HumanText {
  /** Where it is: a JSON pointer in which an item of a list is named by its identity. */
  readonly place: string
  /** Where it stands now: the same with indexes. */
  readonly pointer: string
  readonly value: string
  /** Characters its place takes; null = no limit. */
  readonly longest: number | null
}

/**
 * Every text of a document that people read, in the order of the document. A text that may also be
 * an expression is a value that goes into records, and none of them.
 *
 * @example
 * humanTexts('dictionary', document) // /title, /items/phone/title …
 */
export function humanTexts(kind: string, document: unknown): HumanText[] {
  const places = new Map<string, string>()
  const names = new Map<string, string>()
  const texts: HumanText[] = []
  walkPlaces(kind, document, ({ pointer, value, schema }) => {
    const cut = pointer.lastIndexOf('/')
    const segment = names.get(pointer) ?? pointer.slice(Math.max(cut, 0))
    const place = pointer === '' ? '' : (places.get(pointer.slice(0, cut)) ?? '') + segment
    places.set(pointer, place)
    if (Array.isArray(value)) {
      for (const [index, name] of identities(value, schema['x-identity'])) {
        names.set(`${pointer}/${index}`, pointerSegment(name))
      }
    }
    if (typeof value !== 'string' || !schema['x-text'] || schema['x-ref']) return
    const longest = typeof schema.maxLength === 'number' ? schema.maxLength : null
    texts.push({ place, pointer, value, longest })
  })
  return texts
}

function identities(
  items: readonly unknown[],
  identity: string | false | undefined
): [number, string][] {
  if (!identity) return []
  return items.flatMap((item, index): [number, string][] => {
    const name = (item as Readonly<Record<string, unknown>> | null)?.[identity]
    return typeof name === 'string' ? [[index, name]] : []
  })
}
