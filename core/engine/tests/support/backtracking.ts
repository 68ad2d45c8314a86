import type { PatternNode } from '#engine/compile/patterns/parse_pattern.ts'

/**
 * Steps a backtracking matcher takes to search a text, as engines without memory do: every start,
 * every way, until one matches or all have failed. Stops at `most`.
 */
export function searchSteps(node: PatternNode, text: string, most: number): number {
  let steps = 0
  const spend = () => {
    steps += 1
    return steps > most
  }
  const step = (now: PatternNode, at: number, next: (at: number) => boolean): boolean => {
    if (spend()) return true
    switch (now.kind) {
      case 'characters': {
        const unit = text.charCodeAt(at)
        const takes = now.set.some(([from, to]) => unit >= from && unit <= to)
        return at < text.length && takes && next(at + 1)
      }
      case 'assertion':
        return (now.isStart ? at === 0 : at === text.length) && next(at)
      case 'choice':
        return now.branches.some((branch) => step(branch, at, next))
      case 'sequence': {
        const from = (index: number, here: number): boolean => {
          const item = now.items[index]
          return item ? step(item, here, (after) => from(index + 1, after)) : next(here)
        }
        return from(0, at)
      }
      case 'repeat': {
        const round = (count: number, here: number): boolean => {
          if (spend()) return true
          const more =
            count < now.most &&
            step(now.body, here, (after) =>
              after === here && count >= now.least ? false : round(count + 1, after)
            )
          return more || (count >= now.least && next(here))
        }
        return round(0, at)
      }
    }
  }
  for (let start = 0; start <= text.length; start += 1) {
    if (step(node, start, () => true)) break
  }
  return steps
}
