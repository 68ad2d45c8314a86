/** Names longer than this are not compared: nobody mistypes them by a letter or two. */
const longestCompared = 80

/**
 * The known name a wrong one was probably meant to be: at most a third of its letters differ.
 * Undefined when nothing is near. A name without its module matches the one with it.
 */
export function nearestName(wrong: string, known: Iterable<string>): string | undefined {
  if (wrong.length > longestCompared) return undefined
  let best: string | undefined
  let least = Math.floor(wrong.length / 3) + 1
  for (const name of known) {
    if (name.endsWith(`.${wrong}`) || wrong.endsWith(`.${name}`)) return name
    if (Math.abs(name.length - wrong.length) >= least) continue
    const distance = editDistance(wrong, name, least)
    if (distance < least) {
      least = distance
      best = name
    }
  }
  return best
}

/**
 * Letters to insert, delete, replace or swap with their neighbour to make one name of the other.
 * Gives up as soon as it must be `limit` or more; then the answer is only that.
 */
export function editDistance(a: string, b: string, limit = Infinity): number {
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let cost = Math.min(at(row, j) + 1, at(next, j - 1) + 1, at(row, j - 1) + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, at(before, j - 2) + 1)
      }
      next.push(cost)
    }
    if (Math.min(...row, ...next) >= limit) return limit
    before = row
    row = next
  }
  return at(row, b.length)
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY
}
