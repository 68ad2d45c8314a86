import { setImmediate as nextTurn } from 'node:timers/promises'
import type { CompiledApplication } from '#engine/compile/compiled.ts'
import type { Conversion, ConversionSample, FieldMove } from '#core/definitions/index.ts'
import type { Dialect, Executor } from '#core/storage/index.ts'
import { convertRows } from './convert_rows.ts'
import type { MovedValue } from './convert_rows.ts'

/** Rows looked at in one turn of the event loop. */
const size = 500
const mostSamples = 10

/** What would become of the values of a field, and rows a second that were looked at. */
export async function dryRun(
  read: Executor,
  dialect: Dialect,
  move: FieldMove,
  application: CompiledApplication
): Promise<{ converts: Conversion; rate: number }> {
  const of = { entity: move.entity.uid, field: move.field.uid }
  const converts: Conversion = { of, ok: 0, rounded: 0, failing: 0, samples: [] }
  const started = performance.now()
  let after: string | null = null
  let rows = 0
  for (;;) {
    const source = { read, dialect, lock: '' }
    const range = { after, upTo: null, also: '' }
    const values = await convertRows(source, move, { range, size, application })
    for (const one of values) count(converts, one)
    rows += values.length
    if (values.length < size) break
    after = values.at(-1)!.id
    await nextTurn()
  }
  const seconds = Math.max(0.001, (performance.now() - started) / 1_000)
  return { converts, rate: Math.max(1, rows / seconds) }
}

/** Failing values are worth more samples than rounded ones. */
function count(converts: Conversion, { id, value, converted }: MovedValue): void {
  converts[converted.outcome] += 1
  if (converted.outcome === 'ok') return
  const { samples } = converts
  const isFailing = converted.outcome === 'failing'
  if (samples.filter((one) => (one.result === undefined) === isFailing).length >= mostSamples / 2) {
    return
  }
  const sample: ConversionSample = isFailing
    ? { id, value, reason: { 'zh-CN': converted.fault.zh, 'en': converted.fault.en } }
    : { id, value, result: converted.value }
  samples.push(sample)
}
