/** Seeded randomness for sample data: the same seed writes the same files, byte for byte. */
export interface Seeded {
  /** Uniform in [0, 1). */
  next(): number
  /** Whole number from `low` to `high`, both included. */
  between(low: number, high: number): number
  pick<T>(items: readonly T[]): T
  /** Picks by weight: `[['a', 3], ['b', 1]]` gives a three times as often as b. */
  weighted<T>(items: readonly (readonly [T, number])[]): T
  chance(probability: number): boolean
  /** UUID v7 of an instant: sorts by time, like the ids the engine makes. */
  id(at: Date): string
}

/** mulberry32, by Tommy Ettinger (public domain): small and good enough for samples. */
export function seeded(seed: number): Seeded {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  const hex = (digits: number) =>
    Array.from({ length: digits }, () => between(0, 15).toString(16)).join('')
  return {
    next,
    between,
    pick: <T>(items: readonly T[]) => items[between(0, items.length - 1)] as T,
    weighted<T>(items: readonly (readonly [T, number])[]) {
      let rest = next() * items.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [item, weight] of items) if ((rest -= weight) < 0) return item
      return (items[0] as readonly [T, number])[0]
    },
    chance: (probability) => next() < probability,
    id(at) {
      const time = at.getTime().toString(16).padStart(12, '0')
      const variant = '89ab'[between(0, 3)]
      return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-${variant}${hex(3)}-${hex(12)}`
    },
  }
}
