import { stopAt } from '../expression_problem.ts'

/** `name` is one segment of a dotted name; `bracketed` ones are never functions or TRUE/FALSE. */
export interface Token {
  readonly kind: 'number' | 'text' | 'name' | 'bracketed' | 'symbol' | 'end'
  /** Meaning, not spelling: escapes of a text are resolved, brackets taken off. */
  readonly text: string
  readonly at: number
}

const space = /\s+/uy
const number = /\d+(?:\.\d+)?/y
const name = /\$?[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{N}\p{M}_]*/uy
const symbol = /<>|<=|>=|[-+*/^&=<>%(),.]/y
const text = /"(?:[^"]|"")*"/y
const bracketed = /\[[^[\].\r\n]+\]/y

/** Full-width signs an input method leaves behind, and what is meant. */
const meant = new Map(
  Object.entries({
    '（': '(',
    '）': ')',
    '，': ',',
    '“': '"',
    '”': '"',
    '＝': '=',
    '＋': '+',
    '－': '-',
    '＊': '*',
    '／': '/',
    '＜': '<',
    '＞': '>',
    '≤': '<=',
    '≥': '>=',
    '≠': '<>',
    '×': '*',
    '÷': '/',
    '％': '%',
    '＆': '&',
    '．': '.',
    '【': '[',
    '】': ']',
    "'": '"',
  })
)

/**
 * Cuts an expression into tokens, from `start` (behind the leading `=`) to a final `end` token.
 * Every pattern is linear and anchored.
 *
 * @throws ReadingStopped at the first character that begins no token
 */
export function tokenize(source: string, start: number): Token[] {
  const tokens: Token[] = []
  let at = start
  while (at < source.length) {
    const blank = match(space, source, at)
    if (blank !== null) {
      at += blank.length
      continue
    }
    const [token, length] = tokenAt(source, at)
    tokens.push(token)
    at += length
  }
  tokens.push({ kind: 'end', text: '', at: source.length })
  return tokens
}

function tokenAt(source: string, at: number): [Token, number] {
  const digits = match(number, source, at)
  if (digits !== null) return [{ kind: 'number', text: digits, at }, digits.length]
  const word = match(name, source, at)
  if (word !== null) return [{ kind: 'name', text: word, at }, word.length]
  const sign = match(symbol, source, at)
  if (sign !== null) return [{ kind: 'symbol', text: sign, at }, sign.length]
  const quoted = match(text, source, at)
  if (quoted !== null) {
    const inner = quoted.slice(1, -1).replaceAll('""', '"')
    return [{ kind: 'text', text: inner, at }, quoted.length]
  }
  const inBrackets = match(bracketed, source, at)
  if (inBrackets !== null) {
    return [{ kind: 'bracketed', text: inBrackets.slice(1, -1), at }, inBrackets.length]
  }
  return refuse(source, at)
}

function match(pattern: RegExp, source: string, at: number): string | null {
  pattern.lastIndex = at
  return pattern.exec(source)?.[0] ?? null
}

function refuse(source: string, at: number): never {
  const sign = String.fromCodePoint(source.codePointAt(at) ?? 0)
  if (sign === '"') stopAt(at, { zh: '文本缺少结尾的引号 "', en: 'A text has no closing quote "' })
  if (sign === '[') {
    stopAt(at, {
      zh: '方括号名称写法为 [名 称]，其中不能有 [ ] . 和换行',
      en: 'A bracketed name is [na me] without [ ] . or a line break inside',
    })
  }
  const half = meant.get(sign)
  if (half !== undefined) {
    stopAt(at, { zh: `“${sign}”请改用半角“${half}”`, en: `Write "${half}" instead of "${sign}"` })
  }
  stopAt(at, { zh: `不认识的字符“${sign}”`, en: `Unknown character "${sign}"` })
}
