import type { CompiledEntity, CompiledNumbering, NumberingPart } from '#engine/compile/compiled.ts'
import { Refusal } from '#engine/errors.ts'
import type { Value, Values } from '#engine/values.ts'
import { serialExhausted } from '../errors.ts'
import { readPath } from './expression_context.ts'
import type { RecordCommand } from './commands.ts'
import { commandName } from './commands.ts'
import type { WriteContext } from './write_context.ts'

/**
 * The serial number (编号) a command gives its record, or null when it gives none. Taken last, just
 * before the row is written: the counter stays locked until the commit, so numbers have no gaps and
 * none is given twice; a command that is rolled back gives its number back.
 *
 * @throws E_FIELD_SERIAL_EXHAUSTED when the digits of the pattern are used up
 */
export async function nextSerial(
  context: WriteContext,
  command: Pick<RecordCommand, 'kind' | 'transition'>,
  entity: CompiledEntity,
  record: Values
): Promise<Values> {
  const { numbering } = entity
  if (numbering === null || numbering.at !== commandName(command)) return {}
  if ((record[numbering.field] ?? null) !== null) return {}
  const day = context.today
  const [number] = await takeNumbers(context, entity, { record, day, count: 1 })
  const text = () => serialText(context, entity, { record, day, number: number! })
  return { [numbering.field]: await context.related.gather(text) }
}

/** Takes `count` numbers of the record's series at once: the first and those after it. */
export async function takeNumbers(
  context: WriteContext,
  entity: CompiledEntity,
  { record, day, count }: { record: Values; day: string; count: number }
): Promise<number[]> {
  const rows = await context.t.all<{ value: number | string }>(
    `INSERT INTO number_counters (entity_uid, series, period, value) VALUES (?, ?, ?, ?)
     ON CONFLICT (entity_uid, series, period)
     DO UPDATE SET value = number_counters.value + excluded.value
     RETURNING value`,
    [entity.uid, ...seriesOf(entity.numbering!, record, day), count]
  )
  const last = Number(rows[0]!.value)
  return Array.from({ length: count }, (_, i) => last - count + 1 + i)
}

/** Makes the series go on after a number that was brought along (import, samples). */
export async function passNumber(
  context: WriteContext,
  entity: CompiledEntity,
  { record, day, number }: { record: Values; day: string; number: number }
): Promise<void> {
  await context.t.run(
    `INSERT INTO number_counters (entity_uid, series, period, value) VALUES (?, ?, ?, ?)
     ON CONFLICT (entity_uid, series, period) DO UPDATE SET value =
       CASE WHEN number_counters.value < excluded.value
         THEN excluded.value ELSE number_counters.value END`,
    [entity.uid, ...seriesOf(entity.numbering!, record, day), number]
  )
}

/**
 * Records that share one count: the values of the `per` fields, and the year, month or day in which
 * the count began ('' when it never starts again).
 */
export function seriesOf(
  { per, reset }: CompiledNumbering,
  record: Values,
  day: string
): [series: string, period: string] {
  const digits = { never: 0, year: 4, month: 7, day: 10 }[reset]
  return [JSON.stringify(per.map((name) => record[name] ?? null)), day.slice(0, digits)]
}

/** The pattern filled in. Pure, given the related records its `{field}` parts read. */
export function serialText(
  context: WriteContext,
  entity: CompiledEntity,
  { record, day, number }: { record: Values; day: string; number: number }
): string {
  const { parts, field } = entity.numbering!
  const title = entity.fields.get(field)?.title ?? field
  return parts
    .map((part) => {
      if (part.kind !== 'sequence') return partText(context, entity, record, { part, day })
      const digits = String(number).padStart(part.digits, '0')
      if (digits.length <= part.digits) return digits
      throw new Refusal(serialExhausted({ title, digits: part.digits }))
    })
    .join('')
}

/** The number inside a serial of this pattern, or null when the text is not of it. Pure, as `serialText`. */
export function numberIn(
  context: WriteContext,
  entity: CompiledEntity,
  { record, day, text }: { record: Values; day: string; text: string }
): number | null {
  const { parts } = entity.numbering!
  const at = parts.findIndex((part) => part.kind === 'sequence')
  const around = (some: readonly NumberingPart[]) =>
    some.map((part) => partText(context, entity, record, { part, day })).join('')
  const [before, after] = [around(parts.slice(0, at)), around(parts.slice(at + 1))]
  if (!text.startsWith(before) || !text.endsWith(after)) return null
  const digits = text.slice(before.length, text.length - after.length)
  return /^[0-9]{1,15}$/.test(digits) ? Number(digits) : null
}

function partText(
  context: WriteContext,
  entity: CompiledEntity,
  record: Values,
  { part, day }: { part: NumberingPart; day: string }
): string {
  switch (part.kind) {
    case 'text':
      return part.text
    case 'date':
      return datePart(part.format, day)
    case 'field': {
      const value = readPath(context, entity, record, part.path.split('.'))
      return value === null || Array.isArray(value) ? '' : String(value as Value)
    }
    case 'sequence':
      return ''
  }
}

function datePart(format: string, today: string): string {
  const [year = '', month = '', day = ''] = today.split('-')
  return { yyyy: year, yy: year.slice(2), mm: month, dd: day }[format] ?? ''
}
