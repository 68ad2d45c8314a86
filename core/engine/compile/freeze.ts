import type { Steps } from '#engine/steps.ts'

const objectsPerStep = 1_000

/**
 * Freezes a compiled application to its depths: it is shared by every request. Maps are frozen too,
 * by taking their writing methods away. Field types and compiled expressions belong to their own
 * rooms and are left as they are.
 */
export function* freezeDeeply<T>(root: T): Steps<T> {
  const pending: unknown[] = [root]
  const seen = new Set<unknown>()
  while (pending.length > 0) {
    const value = pending.pop()
    if (typeof value !== 'object' || value === null || seen.has(value)) continue
    seen.add(value)
    if (value instanceof Map) {
      pending.push(...value.values())
      lockMap(value)
    } else {
      if (belongsElsewhere(value)) continue
      pending.push(...Object.values(value))
    }
    Object.freeze(value)
    if (seen.size % objectsPerStep === 0) yield
  }
  return root
}

/** Expressions and field types carry functions of their own. */
function belongsElsewhere(value: object): boolean {
  return 'evaluate' in value || 'fromColumn' in value
}

function lockMap(map: Map<unknown, unknown>): void {
  const refuse = () => {
    throw new TypeError('a compiled application cannot be changed')
  }
  for (const method of ['set', 'delete', 'clear'] as const) {
    Object.defineProperty(map, method, { value: refuse })
  }
}
