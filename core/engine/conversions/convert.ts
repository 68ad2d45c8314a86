/**
 * From a value of one form to the same in another: one table of conversions, each the inverse of the
 * one the other way. The laws, which a property test holds all pairs of forms to:
 *
 * - blank stays blank, and what comes out fits its form;
 * - what came out comes out again after going back and forth;
 * - what was converted and not rounded from anything but text comes back the same.
 */
import { Decimal } from 'decimal.js'
import { isBlank } from '#engine/values.ts'
import type { Value } from '#engine/values.ts'
import { failing, ok, rounded } from './converted.ts'
import type { Converted } from './converted.ts'
import { familyOf, fieldOfForm, fitsForm, isSameForm, typeOfForm } from './form.ts'
import type { Family, FieldForm } from './form.ts'
import { readCode, readCodes, spellCode } from './read_code.ts'
import { asDecimal, asWhole, readDecimal, readWhole } from './read_number.ts'
import { dayOf, midnightOf, readDate, readDatetime } from './read_time.ts'

type Way = (value: Value, from: FieldForm, to: FieldForm) => Converted

/** Whether there is a way at all; that single values fail on it is told value by value. */
export function canConvert(from: FieldForm, to: FieldForm): boolean {
  return isSameForm(from, to) || wayBetween(from, to) !== null
}

/** Pure. Values of forms without a way between them fail. */
export function convert(value: Value, from: FieldForm, to: FieldForm): Converted {
  if (isBlank(value)) return ok(null)
  if (isSameForm(from, to)) return ok(value)
  const converted = wayBetween(from, to)?.(value, from, to)
  if (!converted) return failing('没有换算的办法', 'cannot be converted')
  if (converted.outcome === 'failing') return converted
  return fitted(converted, to, familyOf(from) === 'text')
}

function wayBetween(from: FieldForm, to: FieldForm): Way | null {
  const [here, there] = [familyOf(from), familyOf(to)]
  if (here === null || there === null) return null
  const direct = ways[`${here} ${there}`]
  if (direct) return direct
  const [spell, read] = [spellings[here], readings[there]]
  return spell && read ? (value) => read(spell(value, from), to) : null
}

const sameValue: Way = (value) => ok(value)
const number = (value: Value) => new Decimal(String(value))

const ways: Readonly<Record<string, Way>> = {
  'whole whole': sameValue,
  'whole decimal': (value, _from, to) => asDecimal(number(value), to.scale),
  'decimal decimal': (value, _from, to) => asDecimal(number(value), to.scale),
  'decimal whole': (value) => asWhole(number(value)),
  'boolean whole': (value) => ok(value === true ? 1 : 0),
  'whole boolean': (value) =>
    value === 0 || value === 1 ? ok(value === 1) : failing('不是 0 或 1', 'is neither 0 nor 1'),
  'date datetime': (value) => ok(midnightOf(String(value))),
  'datetime date': (value) => dayOf(String(value)),
  'code code': (value, from, to) => {
    const byCode = readCode(String(value), to)
    return byCode.outcome === 'ok' ? byCode : readCode(spellCode(String(value), from), to)
  },
  'code codes': (value, from, to) => {
    const code = convert(value, { ...from, type: 'select' }, { ...to, type: 'select', of: '' })
    return code.outcome === 'ok' ? ok([String(code.value)]) : code
  },
  'codes code': (value, from, to) =>
    listOf(value).length === 1
      ? convert(listOf(value)[0]!, { ...from, type: 'select', of: '' }, { ...to, type: 'select' })
      : failing('有几个选项', 'holds several choices'),
  // Which of the ids are there in the other entity is looked at where they are moved.
  'link link': sameValue,
}

const spellings: Readonly<Partial<Record<Family, (value: Value, form: FieldForm) => string>>> = {
  text: (value) => String(value),
  whole: (value) => String(value),
  decimal: (value) => String(value),
  boolean: (value) => (value === true ? '是' : '否'),
  date: (value) => String(value),
  datetime: (value) => String(value),
  code: (value, form) => spellCode(String(value), form),
  codes: (value, form) =>
    listOf(value)
      .map((code) => spellCode(code, form))
      .join('、'),
}

const yes = new Set(['是', 'true', 'yes', 'y', '1', '对', '√'])
const no = new Set(['否', 'false', 'no', 'n', '0', '错', '×'])

const readings: Readonly<Partial<Record<Family, (text: string, form: FieldForm) => Converted>>> = {
  text: (text) => ok(text),
  whole: (text) => readWhole(text),
  decimal: (text, form) => readDecimal(text, form.scale),
  boolean(text) {
    const word = text.normalize('NFKC').trim().toLowerCase()
    if (yes.has(word)) return ok(true)
    return no.has(word) ? ok(false) : failing('不是“是”或“否”', 'is neither yes nor no')
  },
  date: (text) => readDate(text),
  datetime: (text) => readDatetime(text),
  code: readCode,
  codes: readCodes,
}

/**
 * What the type of the form itself says to a value: the check digits of a number, too many digits. A
 * type may tidy what is written (blanks in a number); what was no text before is another value then.
 */
function fitted(
  converted: Exclude<Converted, { outcome: 'failing' }>,
  to: FieldForm,
  isWritten: boolean
): Converted {
  const { value, outcome } = converted
  if (fitsForm(value, to)) return converted
  const parsed = typeOfForm(to).parse(value, fieldOfForm(to))
  if (!parsed.ok) return failing(parsed.fault.zh, parsed.fault.en)
  if (isBlank(parsed.value)) return failing('换算后为空', 'is blank then')
  return outcome === 'ok' && isWritten ? ok(parsed.value) : rounded(parsed.value)
}

function listOf(value: Value): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [String(value)]
}
