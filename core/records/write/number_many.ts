import { dateIn } from '#engine/access/index.ts'
import type { CompiledEntity } from '#engine/compile/compiled.ts'
import type { Value, Values } from '#engine/values.ts'
import { computeFormulas } from './derive.ts'
import { numberIn, passNumber, seriesOf, serialText, takeNumbers } from './serial.ts'
import type { WriteContext } from './write_context.ts'

/** Records of one batch that share a count. */
interface Series {
  readonly day: string
  readonly like: Values
  /** Highest number brought along. */
  given: number
  readonly without: Record<string, Value>[]
}

/** Serial numbers of the records that bring none; the counts go on after those brought along. */
export async function numberMany(
  context: WriteContext,
  entity: CompiledEntity,
  records: readonly Record<string, Value>[]
): Promise<void> {
  if (entity.numbering === null) return
  for (const group of await context.related.gather(() => seriesAmong(context, entity, records))) {
    const { day, like, given, without } = group
    if (given > 0) await passNumber(context, entity, { record: like, day, number: given })
    if (without.length === 0 || entity.numbering.at !== 'create') continue
    const count = without.length
    const numbers = await takeNumbers(context, entity, { record: like, day, count })
    for (const [n, record] of without.entries()) {
      const own = { record, day: dayOf(context, record), number: numbers[n]! }
      record[entity.numbering.field] = serialText(context, entity, own)
      computeFormulas({ context, entity, root: record, old: null, paths: new Map(), base: '' })
    }
  }
}

function seriesAmong(
  context: WriteContext,
  entity: CompiledEntity,
  records: readonly Record<string, Value>[]
): Series[] {
  const numbering = entity.numbering!
  const series = new Map<string, Series>()
  for (const record of records) {
    const day = dayOf(context, record)
    const key = seriesOf(numbering, record, day).join(' ')
    const group = series.get(key) ?? { day, like: record, given: 0, without: [] }
    series.set(key, group)
    const text = record[numbering.field] ?? null
    if (text === null) group.without.push(record)
    else {
      const given = numberIn(context, entity, { record, day, text: String(text) })
      group.given = Math.max(group.given, given ?? 0)
    }
    // Asks for what the pattern reads before any number is taken.
    serialText(context, entity, { record, day, number: 1 })
  }
  return [...series.values()]
}

/** A record is numbered by the day it was made. */
function dayOf({ actor }: WriteContext, record: Values): string {
  return dateIn(actor.zone, new Date(String(record.created_at)))
}
