import { anyCharacter, intersection, overlaps, union } from './character_set.ts'
import { PatternRefused, parsePattern } from './parse_pattern.ts'
import type { CharacterSet } from './character_set.ts'
import type { PatternNode } from './parse_pattern.ts'

/** What is wrong with a pattern, and where. */
export interface PatternFault {
  /** 0-based position in the pattern. */
  readonly position: number
  readonly zh: string
  readonly fix: string
  /** Whether it is a regular expression, but one that may take more than linear time. */
  readonly slow: boolean
}

type Repeat = Extract<PatternNode, { kind: 'repeat' }>

/** A repetition that varies by more than this may as well have no end. */
const fewest = 64

/** Ways to divide one text among neighbours of bounded length, which multiply with each neighbour. */
const mostWays = 1_000

/** Beyond this the pattern has too many ways through it to be judged. */
const mostNeighbours = 500

/**
 * Whether a pattern is sure to match in time linear in its input on an engine that backtracks;
 * null when it is. V8's `l` flag would tell, but browsers do not have it, so this reads the pattern
 * itself and accepts less than the flag does:
 * - no look-around and no back-reference
 * - a repeated group holds no repetition of varying length, and its alternatives begin differently
 * - two open repetitions with only such characters between them as both take cannot follow each
 *   other (`\d+\d+`); without `^` the search for a beginning counts as the first of them
 * - bounded repetitions that follow each other so (`a?a?a?`), and alternatives that begin alike,
 *   multiply the ways to try: at most a thousand
 */
export function patternFault(pattern: string): PatternFault | null {
  try {
    const node = parsePattern(pattern)
    // What the parser above takes and JavaScript does not would fail later, at the first value.
    new RegExp(pattern)
    checkRepeats(node)
    checkChoices(node)
    checkNeighbours(node)
    return null
  } catch (error) {
    if (error instanceof PatternRefused) {
      const { position, zh, fix, slow } = error
      return { position, zh, fix, slow }
    }
    if (error instanceof SyntaxError) {
      return { position: 0, zh: '不是正则表达式', fix: '检查括号和反斜杠', slow: false }
    }
    throw error
  }
}

/** Refuses a part that could be tried again and again. */
function slow(position: number, zh: string, fix: string): PatternRefused {
  return new PatternRefused({ position, zh, fix, slow: true })
}

function isOpen(node: Repeat): boolean {
  return node.most - node.least >= fewest
}

/** Rule two: inside what is repeated more than once. */
function checkRepeats(node: PatternNode): void {
  if (node.kind === 'repeat' && node.most > 1) checkRepeated(node.body, node)
  partsOf(node).forEach(checkRepeats)
}

function checkRepeated(node: PatternNode, outer: Repeat): void {
  if (node.kind === 'repeat' && node.least !== node.most && !isSmall(node, outer)) {
    throw slow(
      outer.position,
      '重复的括号里面又有不定次数的重复，可能要算很久',
      '去掉里面或外面的一个 * + ? {n,m}'
    )
  }
  if (node.kind === 'choice') checkBranches(node.branches, outer)
  partsOf(node).forEach((part) => checkRepeated(part, outer))
}

/** Both so narrowly bounded that all ways together are few: three groups of one to three digits. */
function isSmall(inner: Repeat, outer: Repeat): boolean {
  return Math.pow(inner.most - inner.least + 1, outer.most) * outer.most <= mostWays
}

function checkBranches(branches: readonly PatternNode[], outer: Repeat): void {
  if (beginDifferently(branches)) return
  throw slow(
    outer.position,
    '重复的括号里有开头相同（或为空）的选择，可能要算很久',
    '让“|”两边以不同的字符开头'
  )
}

/** Rule four for alternatives: those that begin alike are tried one after the other, each time anew. */
function checkChoices(node: PatternNode): void {
  if (waysOf(node) > mostWays) {
    throw slow(0, '有太多开头相同的选择，可能要算很久', '让“|”两边以不同的字符开头')
  }
}

function waysOf(node: PatternNode): number {
  const inside = partsOf(node).reduce((ways, part) => ways * waysOf(part), 1)
  return node.kind === 'choice' && !beginDifferently(node.branches)
    ? inside * node.branches.length
    : inside
}

function beginDifferently(branches: readonly PatternNode[]): boolean {
  let begun: CharacterSet = []
  return branches.every((branch) => {
    const first = firstOf(branch)
    if (first === null || overlaps(begun, first)) return false
    begun = union(begun, first)
    return true
  })
}

/** Characters a part can begin with; null when it can be empty. */
function firstOf(node: PatternNode): CharacterSet | null {
  switch (node.kind) {
    case 'characters':
      return node.set
    case 'assertion':
      return null
    case 'repeat':
      return node.least === 0 ? null : firstOf(node.body)
    case 'choice': {
      const firsts = node.branches.map(firstOf)
      return firsts.some((first) => first === null)
        ? null
        : firsts.reduce<CharacterSet>((all, first) => union(all, first ?? []), [])
    }
    case 'sequence': {
      const [head, ...rest] = node.items
      if (!head) return null
      // A part that can be empty hides where the sequence begins; null is the careful answer.
      return firstOf(head) ?? (head.kind === 'assertion' ? firstOf({ ...node, items: rest }) : null)
    }
  }
}

function partsOf(node: PatternNode): readonly PatternNode[] {
  if (node.kind === 'sequence') return node.items
  if (node.kind === 'choice') return node.branches
  return node.kind === 'repeat' ? [node.body] : []
}

/** A repetition behind us, and what lies between it and here that it could have taken too. */
interface Neighbour {
  readonly alphabet: CharacterSet
  readonly between: readonly CharacterSet[]
  readonly isOpen: boolean
  /** Ways to divide a text among it and the bounded neighbours before it. */
  readonly ways: number
}

/** Rules three and four, for each way through the pattern. */
function checkNeighbours(node: PatternNode): void {
  const search = { alphabet: anyCharacter, between: [], isOpen: true, ways: 1 }
  const branches = node.kind === 'choice' ? node.branches : [node]
  for (const branch of branches) {
    const items = branch.kind === 'sequence' ? branch.items : [branch]
    let behind: readonly Neighbour[] = [search]
    items.forEach((item, index) => {
      // Nothing after the last part can fail, so nothing is tried again.
      const isEnd = index === items.length - 1
      if (isEnd && item.kind === 'repeat' && item.body.kind === 'characters' && item.least <= 1)
        return
      behind = walk(item, behind)
    })
  }
}

function walk(node: PatternNode, behind: readonly Neighbour[]): readonly Neighbour[] {
  if (behind.length > mostNeighbours) {
    throw slow(0, '正则表达式太复杂', '拆成几个字段，或简化')
  }
  switch (node.kind) {
    case 'characters':
      return passed(behind, node.set)
    case 'assertion':
      return node.isStart ? [] : behind
    case 'sequence':
      return node.items.reduce((now: readonly Neighbour[], item) => walk(item, now), behind)
    case 'choice':
      return node.branches.flatMap((branch) => walk(branch, behind))
    case 'repeat':
      return walkRepeat(node, behind)
  }
}

function walkRepeat(node: Repeat, behind: readonly Neighbour[]): readonly Neighbour[] {
  const through = node.most === 0 ? behind : walk(node.body, behind)
  const after = node.least === 0 ? [...behind, ...through] : through
  if (node.least === node.most) return after
  const alphabet = alphabetOf(node.body)
  const rivals = behind.filter((before) => areRivals(before, alphabet))
  const own = isOpen(node) ? 1 : node.most - node.least + 1
  const ways = own * Math.max(1, ...rivals.map((rival) => rival.ways))
  if (ways > mostWays || (isOpen(node) && rivals.some((rival) => rival.isOpen))) {
    throw slow(
      node.position,
      '相邻的重复可以匹配同样的字符（没有 ^ 开头时，开头也算一个），可能要算很久',
      '以 ^ 开头，并在两个重复之间放一个它们都不含的字符'
    )
  }
  const open = isOpen(node) || rivals.some((rival) => rival.isOpen)
  return [...after, { alphabet, between: [], isOpen: open, ways }]
}

/** Keeps of the repetitions behind those that could have taken these characters too. */
function passed(behind: readonly Neighbour[], set: CharacterSet): readonly Neighbour[] {
  return behind.flatMap((before) => {
    const shared = intersection(before.alphabet, set)
    return shared.length === 0 ? [] : [{ ...before, between: [...before.between, shared] }]
  })
}

function areRivals(before: Neighbour, alphabet: CharacterSet): boolean {
  return (
    overlaps(before.alphabet, alphabet) && before.between.every((set) => overlaps(set, alphabet))
  )
}

function alphabetOf(node: PatternNode): CharacterSet {
  if (node.kind === 'characters') return node.set
  return partsOf(node).reduce<CharacterSet>((all, part) => union(all, alphabetOf(part)), [])
}
