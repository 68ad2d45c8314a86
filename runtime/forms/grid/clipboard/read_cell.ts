import { decimalText } from '#runtime/fields/format_number.ts'
import { secondsOf } from '#runtime/fields/duration_text.ts'
import { formValueOf } from '#runtime/fields/json/json_draft.ts'
import { placeIn } from '#runtime/fields/geo/geo_text.ts'
import { recordTexts } from '#runtime/texts/records/index.ts'
import { faultText, parseFormValue } from '../../memory_value.ts'
import { writtenDate, writtenTime } from './written_date.ts'
import type { RuntimeField } from '#engine/presentation/shapes.ts'

/**
 * What one pasted cell means to a field: its value, titles of records that have to be looked up,
 * or why it cannot be taken.
 */
export type ReadCell =
  | { kind: 'value'; value: unknown }
  | { kind: 'titles'; titles: readonly string[]; many: boolean }
  | { kind: 'refused'; reason: string }

const t = recordTexts.grid
const separators = /[,，、;；\n]+/
const yes = new Set(['true', '1', 'y', 'yes', '是', '对', '√', '✓', '✔'])
const no = new Set(['false', '0', 'n', 'no', '否', '错', '×', '✗', '✘'])
const oneLink = new Set(['relation', 'user', 'department', 'tree_parent'])
const manyLinks = new Set(['relations', 'users'])
const numbers = new Set(['integer', 'decimal', 'money'])

/** Reads a cell as people write values in table programs; the type of the field has the last word. */
export function readCell(field: RuntimeField, cell: string): ReadCell {
  if (cell === '') return { kind: 'value', value: null }
  if (oneLink.has(field.type)) return { kind: 'titles', titles: [cell], many: false }
  if (manyLinks.has(field.type)) return { kind: 'titles', titles: partsOf(cell), many: true }
  if (field.options) return readChoice(field, field.options, cell)
  if (field.type === 'boolean') return readBoolean(cell)
  const value = written(field, cell)
  const parsed = parseFormValue(field, value)
  return parsed.ok ? { kind: 'value', value } : { kind: 'refused', reason: faultText(parsed.fault) }
}

function written(field: RuntimeField, cell: string): unknown {
  if (field.type === 'duration') return secondsOf(cell) ?? writtenNumber(field, cell)
  if (numbers.has(field.valueType)) return writtenNumber(field, cell)
  if (field.type === 'date') return writtenDate(cell)?.date ?? cell
  if (field.type === 'time') return writtenTime(cell)?.slice(0, 5) ?? cell
  if (field.type === 'datetime') {
    const found = writtenDate(cell)
    return found ? instantOf(found.date, found.time ?? '00:00:00') : cell
  }
  if (field.type === 'tags') return partsOf(cell)
  if (field.type === 'json') return formValueOf(cell)
  if (field.type === 'richtext') return paragraphs(cell)
  if (field.type === 'geo') return placeIn(cell) ?? cell
  if (field.type === 'address') return { detail: cell.replace(/\s*[\r\n]+\s*/g, ' ') }
  return field.type === 'text' ? cell.replace(/\s*[\r\n]+\s*/g, ' ') : cell
}

/** `1,234.50`, `￥1,234.5`, `(1,234.50)` for a negative one, `12.5%`, `3 元`. */
function writtenNumber(field: RuntimeField, cell: string): unknown {
  const bare = cell
    .replace(/^[（(](.+)[)）]$/, '-$1')
    .replace(/\s*(元|人民币|CNY|RMB)\s*$/i, '')
    .replace(/^(-?)\s*(CNY|RMB|人民币)\s*/i, '$1')
  const plain = field.type === 'percent' ? bare.replace(/[%％]$/, '') : bare
  const whole = field.valueType === 'integer'
  const text = decimalText(plain.replace(/^(-?)\+/, '$1'), whole ? 0 : field.scale)
  const cut = shortened(text, whole ? 0 : field.scale)
  return whole && /^-?\d{1,15}$/.test(cut) ? Number(cut) : cut
}

/** Zeros beyond the scale say nothing: table programs show them as the column is formatted. */
function shortened(text: string, scale: number): string {
  const parts = /^(-?\d+)\.(\d+)$/.exec(text)
  if (!parts) return text
  const [, whole = '', fraction = ''] = parts
  const kept = fraction.slice(0, scale)
  if (/[1-9]/.test(fraction.slice(scale))) return text
  return kept ? `${whole}.${kept}` : whole
}

function readBoolean(cell: string): ReadCell {
  const word = cell.toLowerCase()
  if (yes.has(word)) return { kind: 'value', value: true }
  if (no.has(word)) return { kind: 'value', value: false }
  return { kind: 'refused', reason: t.notBoolean }
}

function readChoice(
  field: RuntimeField,
  options: NonNullable<RuntimeField['options']>,
  cell: string
): ReadCell {
  const wanted = field.type === 'multiselect' ? partsOf(cell) : [cell]
  const codes: string[] = []
  for (const one of wanted) {
    const same = (text: string) => text.trim().toLowerCase() === one.toLowerCase()
    const option =
      options.find(({ label, off }) => !off && same(label)) ??
      options.find(({ value, off }) => !off && same(value))
    if (!option) return { kind: 'refused', reason: t.notAnOption(one) }
    codes.push(option.value)
  }
  return { kind: 'value', value: field.type === 'multiselect' ? codes : (codes[0] ?? null) }
}

function partsOf(cell: string): string[] {
  return cell
    .split(separators)
    .map((part) => part.trim())
    .filter(Boolean)
}

/** Lines as paragraphs, their signs as text. */
function paragraphs(cell: string): string {
  const plain = cell.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return plain
    .split(/\r?\n/)
    .map((line) => `<p>${line}</p>`)
    .join('')
}

/** A time of this place as the API writes it, UTC. */
function instantOf(date: string, time: string): string {
  const at = new Date(`${date}T${time}`)
  return Number.isNaN(at.getTime()) ? date : at.toISOString()
}
