import { toHalfWidth } from '../texts/character_width.ts'

/** One piece of a format section: text as it is, or a code to be filled in. */
export interface FormatPart {
  readonly kind: 'literal' | 'code'
  readonly text: string
}

/** How a section writes a value. */
export interface FormatSection {
  readonly kind: 'number' | 'date' | 'text' | 'general'
  readonly parts: readonly FormatPart[]
  /** `[DBNum1]` 小写, `[DBNum2]` 大写, `[DBNum3]` full-width digits. */
  readonly numerals: 1 | 2 | 3 | null
}

const dateCode = /^(?:AM\/PM|A\/P|上午\/下午|y+|m+|d+|h+|s+|a{3,4})/i
const numberCode = /^(?:E[+-]|[0#?.,%])/i
/** Colours and languages change nothing in a text. */
const ignoredBracket =
  /^\[(?:\$-[0-9A-Za-z-]*|黑色|蓝色|青色|绿色|洋红|红色|白色|黄色|black|blue|cyan|green|magenta|red|white|yellow|color ?\d+)\]/i
const generalName = /^(?:G\/通用格式|通用格式|General)/i

/**
 * The sections of a format of TEXT (`"#,##0.00;[Red]-0"`), or null when it has a code this language
 * does not know: elapsed time, conditions, fractions.
 */
export function readFormat(format: string): readonly FormatSection[] | null {
  if (format.length > 200) return null
  const sections: FormatSection[] = []
  let rest = format
  do {
    const read = readSection(rest)
    if (!read || sections.length === 4) return null
    sections.push(read.section)
    rest = read.rest
  } while (rest !== '')
  return sections
}

function readSection(text: string): { section: FormatSection; rest: string } | null {
  const parts: FormatPart[] = []
  let numerals: FormatSection['numerals'] = null
  let isGeneral = false
  let rest = text
  while (rest !== '' && !rest.startsWith(';')) {
    const dbNum = /^\[DBNum([123])\]/i.exec(rest)
    const general = dbNum ? null : generalName.exec(rest)
    const piece = dbNum || general ? null : readPiece(rest)
    if (dbNum) numerals = Number(dbNum[1]) as 1 | 2 | 3
    else if (general) isGeneral = true
    else if (piece?.part) parts.push(piece.part)
    else if (!piece) return null
    rest = rest.slice(dbNum?.[0].length ?? general?.[0].length ?? piece!.length)
  }
  const isEmpty = parts.length === 0 && numerals !== null
  const kind = isGeneral || isEmpty ? 'general' : kindOf(parts)
  return { section: { kind, parts, numerals }, rest: rest.slice(1) }
}

/** The next piece and its length; a piece without a part writes nothing. */
function readPiece(text: string): { part: FormatPart | null; length: number } | null {
  const ignored = ignoredBracket.exec(text)
  if (ignored) return { part: null, length: ignored[0].length }
  const currency = /^\[\$([^\]-]+)(?:-[0-9A-Za-z-]*)?\]/.exec(text)
  if (currency) return literal(currency[1]!, currency[0].length)
  const quoted = /^"([^"]*)"/.exec(text)
  if (quoted) return literal(quoted[1]!, quoted[0].length)
  const code = dateCode.exec(text) ?? numberCode.exec(text) ?? /^@/.exec(text)
  if (code) return { part: { kind: 'code', text: code[0] }, length: code[0].length }
  const character = String.fromCodePoint(text.codePointAt(0)!)
  if (character === '\\' && text.length > 1) {
    const escaped = String.fromCodePoint(text.codePointAt(1)!)
    return literal(escaped, 1 + escaped.length)
  }
  // `_x` leaves the width of x free, `*x` fills a column: a text has one space, and no column.
  if (character === '_' && text.length > 1) return literal(' ', 2)
  if (character === '*' && text.length > 1) return { part: null, length: 2 }
  return /["[\]A-Za-z]/.test(toHalfWidth(character)) ? null : literal(character, character.length)
}

function literal(text: string, length: number): { part: FormatPart; length: number } {
  return { part: { kind: 'literal', text }, length }
}

function kindOf(parts: readonly FormatPart[]): FormatSection['kind'] {
  const codes = parts.filter((part) => part.kind === 'code').map((part) => part.text)
  if (codes.includes('@')) return 'text'
  return codes.some((code) => dateCode.test(code)) ? 'date' : 'number'
}
