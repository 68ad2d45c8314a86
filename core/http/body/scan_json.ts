/**
 * Looks at a JSON text before anything is made of it. `JSON.parse` accepts texts that later hurt:
 * 200,000 nested arrays (stringify overflows the stack), the same key twice (the last wins
 * silently), `__proto__` as a key, integers that lose digits, numbers beyond all bounds. One pass without recursion; stops at
 * the first finding of each kind, and at once where the text is no JSON.
 */
import { atOnce } from '#engine/steps.ts'
import type { Steps } from '#engine/steps.ts'

export type JsonFinding =
  | { kind: 'malformed'; at: number }
  | { kind: 'too_deep'; at: number }
  | { kind: 'forbidden_key'; key: string; pointer: string }
  | { kind: 'duplicate_key'; key: string; pointer: string }
  | { kind: 'unsafe_number'; text: string; pointer: string }

const forbidden = new Set(['__proto__', 'constructor', 'prototype'])
const most = 20

interface Level {
  /** Keys met so far; null inside an array. */
  keys: Set<string> | null
  /** Key or index being read. */
  at: string | number
}

type Expect = 'value' | 'value_or_end' | 'key' | 'key_or_end' | 'colon' | 'comma_or_end' | 'end'

/**
 * All findings about a text, at most twenty. `at` counts characters.
 *
 * @example scanJson('{"a":1,"a":2}', 32) // [{ kind: 'duplicate_key', key: 'a', pointer: '/a' }]
 */
export function scanJson(text: string, depth: number): JsonFinding[] {
  return atOnce(scanSteps(text, depth))
}

/** The same in steps: a body of 2 MB takes longer than other requests should wait. */
export function scanSteps(text: string, depth: number): Steps<JsonFinding[]> {
  return new Scanner(text, depth).run()
}

const tokensPerStep = 1_000

class Scanner {
  readonly #text: string
  readonly #depth: number
  readonly #levels: Level[] = []
  readonly #findings: JsonFinding[] = []
  #at = 0
  #expect: Expect = 'value'

  constructor(text: string, depth: number) {
    this.#text = text
    this.#depth = depth
  }

  *run(): Steps<JsonFinding[]> {
    for (let tokens = 1; this.#findings.length < most; tokens += 1) {
      if (tokens % tokensPerStep === 0) yield
      this.#skipBlanks()
      if (this.#at >= this.#text.length) {
        if (this.#expect !== 'end') this.#stop('malformed')
        return this.#findings
      }
      if (!this.#step(this.#text[this.#at]!)) return this.#findings
    }
    return this.#findings
  }

  /** Reads one token; false ends the scan. */
  #step(character: string): boolean {
    const takesValue = this.#expect === 'value' || this.#expect === 'value_or_end'
    const takesKey = this.#expect === 'key' || this.#expect === 'key_or_end'
    if (takesValue && (character === '{' || character === '[')) return this.#open(character)
    if (character === '}' || character === ']') return this.#close(character)
    if (takesKey && character === '"') return this.#key()
    if (this.#expect === 'colon' && character === ':') return this.#then('value')
    if (this.#expect === 'comma_or_end' && character === ',') return this.#next()
    if (takesValue) return this.#scalar(character)
    return this.#stop('malformed')
  }

  #open(character: '{' | '['): boolean {
    if (this.#levels.length >= this.#depth) return this.#stop('too_deep')
    const isObject = character === '{'
    this.#levels.push({ keys: isObject ? new Set() : null, at: isObject ? '' : 0 })
    return this.#then(isObject ? 'key_or_end' : 'value_or_end')
  }

  #close(character: '}' | ']'): boolean {
    const level = this.#levels.at(-1)
    const mayEnd = this.#expect === 'comma_or_end' || this.#expect.endsWith('_or_end')
    if (!level || !mayEnd || (level.keys === null) !== (character === ']')) {
      return this.#stop('malformed')
    }
    this.#levels.pop()
    this.#at++
    return this.#valueDone()
  }

  #key(): boolean {
    const key = this.#string()
    if (key === null) return this.#stop('malformed')
    const level = this.#levels.at(-1)!
    level.at = key
    const pointer = this.#pointer()
    if (forbidden.has(key)) this.#findings.push({ kind: 'forbidden_key', key, pointer })
    else if (level.keys!.has(key)) this.#findings.push({ kind: 'duplicate_key', key, pointer })
    level.keys!.add(key)
    this.#expect = 'colon'
    return true
  }

  #next(): boolean {
    const level = this.#levels.at(-1)!
    if (typeof level.at === 'number') level.at++
    return this.#then(level.keys === null ? 'value' : 'key')
  }

  #scalar(character: string): boolean {
    if (character === '"') {
      return this.#string() === null ? this.#stop('malformed') : this.#valueDone()
    }
    scalarPattern.lastIndex = this.#at
    const found = scalarPattern.exec(this.#text)?.[0]
    if (found === undefined) return this.#stop('malformed')
    if (isUnsafe(found)) {
      this.#findings.push({
        kind: 'unsafe_number',
        text: found.slice(0, 40),
        pointer: this.#pointer(),
      })
    }
    this.#at += found.length
    return this.#valueDone()
  }

  /** Reads a string token and gives its value; null when it is malformed. */
  #string(): string | null {
    const start = this.#at
    let end = start + 1
    while (this.#text[end] !== '"') {
      if (end >= this.#text.length) return null
      end += this.#text[end] === '\\' ? 2 : 1
    }
    this.#at = end + 1
    try {
      return JSON.parse(this.#text.slice(start, end + 1)) as string
    } catch {
      this.#at = start
      return null
    }
  }

  #valueDone(): boolean {
    this.#expect = this.#levels.length === 0 ? 'end' : 'comma_or_end'
    return true
  }

  #then(expect: Expect): boolean {
    this.#at++
    this.#expect = expect
    return true
  }

  #stop(kind: 'malformed' | 'too_deep'): false {
    this.#findings.push({ kind, at: this.#at })
    return false
  }

  #skipBlanks(): void {
    while (blanks.has(this.#text.charCodeAt(this.#at))) this.#at++
  }

  #pointer(): string {
    return this.#levels
      .map(({ at }) => '/' + String(at).replaceAll('~', '~0').replaceAll('/', '~1'))
      .join('')
  }
}

/** Integers that lose digits, and numbers that are none any more: JSON writes infinity as null. */
function isUnsafe(scalar: string): boolean {
  if (/^-?\d+$/.test(scalar)) return !Number.isSafeInteger(Number(scalar))
  return /^-?\d/.test(scalar) && !Number.isFinite(Number(scalar))
}

const blanks = new Set([0x20, 0x09, 0x0a, 0x0d])
const scalarPattern = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
