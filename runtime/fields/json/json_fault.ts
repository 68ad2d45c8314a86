/** Where a text stops being JSON, both from 1. */
export interface JsonFault {
  line: number
  column: number
}

type Expected = 'value' | 'value or ]' | 'name' | 'name or }' | ':' | ', or end'

const blanks = /[ \t\r\n]*/y
const text = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y
const single = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y

/** The first place at which a text cannot be JSON any more; null when it is. Blank text is no fault. */
export function jsonFault(source: string): JsonFault | null {
  if (source.trim() === '') return null
  const at = brokenAt(source)
  if (at === null) return null
  const before = source.slice(0, at).split('\n')
  return { line: before.length, column: before.at(-1)!.length + 1 }
}

/** Browsers tell the place only for some faults, and each in its own words. */
function brokenAt(source: string): number | null {
  const open: ('{' | '[')[] = []
  let expected: Expected = 'value'
  let at = skip(blanks, source, 0)
  while (at < source.length) {
    const step = next(source, at, expected, open)
    if (step === null) return at
    expected = step.expected
    at = skip(blanks, source, step.at)
  }
  return expected === ', or end' && open.length === 0 ? null : source.length
}

interface Step {
  at: number
  expected: Expected
}

/** The token at a place, if it may stand there. */
function next(source: string, at: number, expected: Expected, open: ('{' | '[')[]): Step | null {
  const character = source[at]
  const around = open.at(-1)
  const closes = character === '}' || character === ']'
  if (closes) {
    const isEmpty = expected === 'name or }' || expected === 'value or ]'
    const fits = around === (character === '}' ? '{' : '[') && (isEmpty || expected === ', or end')
    if (!fits) return null
    open.pop()
    return { at: at + 1, expected: ', or end' }
  }
  switch (expected) {
    case 'value':
    case 'value or ]':
      return value(source, at, open)
    case 'name':
    case 'name or }':
      return character === '"' ? taken(text, source, at, ':') : null
    case ':':
      return character === ':' ? { at: at + 1, expected: 'value' } : null
    case ', or end':
      if (character !== ',' || around === undefined) return null
      return { at: at + 1, expected: around === '{' ? 'name' : 'value' }
  }
}

function value(source: string, at: number, open: ('{' | '[')[]): Step | null {
  const character = source[at]
  if (character === '{' || character === '[') {
    open.push(character)
    return { at: at + 1, expected: character === '{' ? 'name or }' : 'value or ]' }
  }
  return taken(character === '"' ? text : single, source, at, ', or end')
}

function taken(token: RegExp, source: string, at: number, expected: Expected): Step | null {
  const end = skip(token, source, at)
  return end === at ? null : { at: end, expected }
}

/** The place behind what matches there; the same place where nothing does. */
function skip(token: RegExp, source: string, at: number): number {
  token.lastIndex = at
  return token.test(source) ? token.lastIndex : at
}
