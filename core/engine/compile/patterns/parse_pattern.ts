import {
  anyCharacter,
  complement,
  digits,
  notLineEnd,
  oneCharacter,
  spaces,
  union,
  wordCharacters,
} from './character_set.ts'
import type { CharacterSet } from './character_set.ts'

/** The parts of a regular expression that a linear one may have. */
export type PatternNode =
  | { readonly kind: 'characters'; readonly set: CharacterSet }
  /** ^ $ \b \B: takes no character. */
  | { readonly kind: 'assertion'; readonly isStart: boolean }
  | { readonly kind: 'sequence'; readonly items: readonly PatternNode[] }
  | { readonly kind: 'choice'; readonly branches: readonly PatternNode[] }
  | {
      readonly kind: 'repeat'
      readonly body: PatternNode
      readonly least: number
      readonly most: number
      readonly position: number
    }

/** Why a pattern is refused. */
export class PatternRefused extends Error {
  readonly position: number
  readonly zh: string
  readonly fix: string
  /** It is a regular expression, but not a linear one. */
  readonly slow: boolean
  constructor(fault: { position: number; zh: string; fix: string; slow: boolean }) {
    super(fault.zh)
    this.position = fault.position
    this.zh = fault.zh
    this.fix = fault.fix
    this.slow = fault.slow
  }
}

/** Patterns are at most 500 characters, so groups may not nest deeper than a stack bears. */
const deepest = 50

interface Cursor {
  readonly text: string
  at: number
  depth: number
}

/**
 * Reads a regular expression as JavaScript does without flags, strictly.
 *
 * @throws PatternRefused for look-around, back-references and whatever else cannot be linear or clear
 */
export function parsePattern(text: string): PatternNode {
  const cursor = { text, at: 0, depth: 0 }
  const node = parseChoice(cursor)
  if (cursor.at < text.length) refuse(cursor, '多了一个“)”', '删去，或写成 \\)')
  return node
}

function refuse(cursor: Cursor, zh: string, fix: string, slow = false): never {
  const position = Math.max(0, Math.min(cursor.at, cursor.text.length - 1))
  throw new PatternRefused({ position, zh, fix, slow })
}

function parseChoice(cursor: Cursor): PatternNode {
  const branches = [parseSequence(cursor)]
  while (cursor.text[cursor.at] === '|') {
    cursor.at += 1
    branches.push(parseSequence(cursor))
  }
  return branches.length === 1 ? (branches[0] as PatternNode) : { kind: 'choice', branches }
}

function parseSequence(cursor: Cursor): PatternNode {
  const items: PatternNode[] = []
  for (;;) {
    const character = cursor.text[cursor.at]
    if (character === undefined || character === '|' || character === ')') break
    items.push(parseRepeat(cursor))
  }
  return { kind: 'sequence', items }
}

function parseRepeat(cursor: Cursor): PatternNode {
  const position = cursor.at
  const body = parseAtom(cursor)
  const counts = parseCounts(cursor)
  if (!counts) return body
  if (body.kind === 'assertion') refuse(cursor, '位置（^ $ \\b）后面不能跟次数', '删去次数')
  // Lazy or greedy is the same for whether it matches.
  if (cursor.text[cursor.at] === '?') cursor.at += 1
  return { kind: 'repeat', body, least: counts[0], most: counts[1], position }
}

const countGrammar = /\{([0-9]{1,4})(,([0-9]{0,4}))?\}/y

function parseCounts(cursor: Cursor): [number, number] | null {
  const character = cursor.text[cursor.at]
  const simple = { '*': [0, Infinity], '+': [1, Infinity], '?': [0, 1] } as const
  if (character === '*' || character === '+' || character === '?') {
    cursor.at += 1
    return [...simple[character]]
  }
  if (character !== '{') return null
  countGrammar.lastIndex = cursor.at
  const found = countGrammar.exec(cursor.text)
  if (!found) refuse(cursor, '“{”后面不是次数', '写成 {2} 或 {2,5}；要花括号本身写 \\{')
  cursor.at += found[0].length
  const least = Number(found[1])
  if (found[2] === undefined) return [least, least]
  const most = found[3] === '' ? Infinity : Number(found[3])
  if (most < least) refuse(cursor, '次数的上限小于下限', '把两个数对调')
  return [least, most]
}

function parseAtom(cursor: Cursor): PatternNode {
  const character = cursor.text[cursor.at] as string
  if (character === '(') return parseGroup(cursor)
  if (character === '[') return { kind: 'characters', set: parseClass(cursor) }
  if (character === '\\') return parseEscape(cursor)
  if ('*+?{'.includes(character))
    refuse(cursor, `“${character}”前面没有内容`, `要这个字符本身写 \\${character}`)
  cursor.at += 1
  if (character === '^' || character === '$') {
    return { kind: 'assertion', isStart: character === '^' }
  }
  if (character === '.') return { kind: 'characters', set: notLineEnd }
  return { kind: 'characters', set: oneCharacter(character.charCodeAt(0)) }
}

function parseGroup(cursor: Cursor): PatternNode {
  const head = cursor.text.slice(cursor.at, cursor.at + 4)
  if (/^\(\?(=|!|<=|<!)/.test(head))
    refuse(cursor, '不能用环视（?= ?! ?<= ?<!）', '改写成不用环视的写法', true)
  if (head.startsWith('(?') && !head.startsWith('(?:')) {
    refuse(cursor, '不能用命名分组和内嵌标志', '改用 ( ) 或 (?: )')
  }
  cursor.depth += 1
  if (cursor.depth > deepest) refuse(cursor, '括号嵌套太深', '简化这个正则表达式')
  cursor.at += head.startsWith('(?:') ? 3 : 1
  const node = parseChoice(cursor)
  if (cursor.text[cursor.at] !== ')') refuse(cursor, '缺少“)”', '补上“)”')
  cursor.at += 1
  cursor.depth -= 1
  return node
}

const namedSets: Readonly<Record<string, CharacterSet>> = {
  d: digits,
  D: complement(digits),
  w: wordCharacters,
  W: complement(wordCharacters),
  s: spaces,
  S: complement(spaces),
}
const controls: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, f: 12, v: 11 }

function parseEscape(cursor: Cursor): PatternNode {
  const character = cursor.text[cursor.at + 1]
  if (character === 'b' || character === 'B') {
    cursor.at += 2
    return { kind: 'assertion', isStart: false }
  }
  return { kind: 'characters', set: escapedSet(cursor) }
}

/** A backslash and what follows it, as a set. */
function escapedSet(cursor: Cursor): CharacterSet {
  const character = cursor.text[cursor.at + 1] ?? ''
  const named = namedSets[character]
  const control = controls[character]
  if (named || control !== undefined) {
    cursor.at += 2
    return named ?? oneCharacter(control as number)
  }
  if (/[0-9k]/.test(character)) refuse(cursor, '不能用反向引用', '改写成不用反向引用的写法', true)
  const code = /^\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4}))/.exec(cursor.text.slice(cursor.at))
  if (code) {
    cursor.at += code[0].length
    return oneCharacter(Number.parseInt(code[1] ?? code[2] ?? '', 16))
  }
  if (character === '' || /[A-Za-z]/.test(character)) {
    refuse(cursor, `不认识“\\${character}”`, '删去反斜杠，或换一种写法')
  }
  cursor.at += 2
  return oneCharacter(character.charCodeAt(0))
}

function parseClass(cursor: Cursor): CharacterSet {
  cursor.at += 1
  const negated = cursor.text[cursor.at] === '^'
  if (negated) cursor.at += 1
  let set: CharacterSet = []
  while (cursor.text[cursor.at] !== ']') {
    if (cursor.at >= cursor.text.length) refuse(cursor, '缺少“]”', '补上“]”')
    set = union(set, parseRange(cursor))
  }
  cursor.at += 1
  if (set.length === 0) return negated ? anyCharacter : []
  return negated ? complement(set) : set
}

function parseRange(cursor: Cursor): CharacterSet {
  const from = classCharacter(cursor)
  const next = cursor.text[cursor.at + 1]
  if (cursor.text[cursor.at] !== '-' || next === ']' || next === undefined) return from
  cursor.at += 1
  const to = classCharacter(cursor)
  const [low, high] = [single(from), single(to)]
  if (low === null || high === null || low > high)
    refuse(cursor, '字符范围写反了或两端不是单个字符', '写成 [a-z]；要“-”本身写 \\-')
  return [[low, high]]
}

function classCharacter(cursor: Cursor): CharacterSet {
  if (cursor.text[cursor.at] !== '\\') {
    const unit = cursor.text.charCodeAt(cursor.at)
    cursor.at += 1
    return oneCharacter(unit)
  }
  if (cursor.text[cursor.at + 1] === 'b') {
    cursor.at += 2
    return oneCharacter(8)
  }
  return escapedSet(cursor)
}

function single(set: CharacterSet): number | null {
  const [range] = set
  return set.length === 1 && range && range[0] === range[1] ? range[0] : null
}
