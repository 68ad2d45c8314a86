import type { Named } from '#engine/references/index.ts'

type Part = NonNullable<Named['part']>

/** Parts of definitions that others name: the list or map they stand in, and what they are called. */
const namedParts: readonly { kind: string; in: string; of: Part['of'] }[] = [
  { kind: 'entity', in: 'schema properties', of: 'field' },
  { kind: 'lifecycle', in: 'states', of: 'state' },
  { kind: 'lifecycle', in: 'transitions', of: 'transition' },
  { kind: 'dictionary', in: 'items', of: 'item' },
  { kind: 'module', in: 'actor', of: 'attribute' },
]

/**
 * The part of a definition that stands at a path, as other definitions name it; null where it has no
 * name. `key` is the key of a field, which is not in its path.
 */
export function namedPart(kind: string, path: readonly string[], key: string): Part | null {
  const place = path.slice(0, -1).join(' ')
  const found = namedParts.find((one) => one.kind === kind && one.in === place)
  const id = path.at(-1) ?? ''
  if (!found) return null
  return { of: found.of, id: id.startsWith('@') ? id.slice(1) : key }
}
