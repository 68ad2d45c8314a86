import { spend } from '../../evaluate/evaluation.ts'
import type { Evaluation } from '../../evaluate/evaluation.ts'

/** A pattern with `*` (any characters) and `?` (one): characters, one or many unknown ones. */
export type Wildcard = readonly (string | typeof one | typeof many)[]

const one = Symbol('one character')
const many = Symbol('any characters')

/** The pattern of a text, or null when it has no wildcard; `~` in front of `* ? ~` takes their meaning away. */
export function wildcardOf(text: string): Wildcard | null {
  if (!/[*?~]/.test(text)) return null
  const pattern: (string | typeof one | typeof many)[] = []
  const characters = [...text]
  for (let i = 0; i < characters.length; i++) {
    const character = characters[i]!
    const next = characters[i + 1]
    if (character === '~' && next !== undefined && '*?~'.includes(next)) {
      pattern.push(next)
      i += 1
    } else {
      pattern.push(character === '*' ? many : character === '?' ? one : character)
    }
  }
  return pattern
}

/**
 * Whether the whole text is of the pattern. Goes back to the last `*` only, so the time is at most
 * pattern times text, and every 8 comparisons cost a step.
 */
export function matchesWildcard(pattern: Wildcard, text: string, evaluation: Evaluation): boolean {
  spend(evaluation, 1 + (text.length >> 3))
  const characters = [...text]
  let [at, place, star, mark, looked] = [0, 0, -1, 0, 0]
  while (at < characters.length) {
    if ((looked++ & 7) === 7) spend(evaluation, 1)
    const wanted = pattern[place]
    if (wanted === many) {
      star = place++
      mark = at
    } else if (wanted === one || wanted === characters[at]) {
      at += 1
      place += 1
    } else if (star >= 0) {
      place = star + 1
      at = ++mark
    } else {
      return false
    }
  }
  while (pattern[place] === many) place += 1
  return place === pattern.length
}

/** Where in the text the pattern first begins, from a place on; -1 when nowhere. Places count characters. */
export function findWildcard(
  pattern: Wildcard,
  { text, from }: { text: readonly string[]; from: number },
  evaluation: Evaluation
): number {
  for (let at = from; at <= text.length; at++) {
    if (beginsWith(pattern, { text, from: at }, evaluation)) return at
  }
  return -1
}

/** As `matchesWildcard`, but text may follow behind the pattern. */
function beginsWith(
  pattern: Wildcard,
  { text, from }: { text: readonly string[]; from: number },
  evaluation: Evaluation
): boolean {
  let [at, place, star, mark, looked] = [from, 0, -1, from, 0]
  while (place < pattern.length) {
    if ((looked++ & 7) === 0) spend(evaluation, 1)
    const wanted = pattern[place]
    if (wanted === many) {
      star = place++
      mark = at
    } else if (at < text.length && (wanted === one || wanted === text[at])) {
      at += 1
      place += 1
    } else if (star >= 0 && mark < text.length) {
      place = star + 1
      at = ++mark
    } else {
      return false
    }
  }
  return true
}
