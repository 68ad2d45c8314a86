import type { CompiledReader, FieldOf } from '#engine/compile/dependents/compiled_dependents.ts'
import type { RecordEnvironment } from '../../environment.ts'
import type { WriteContext } from '../../write/write_context.ts'

/** Kind of the jobs that work marks off. */
export const recomputeJob = 'records.recompute'

/** What is named in a mark and its job: a way, the hop where it splits, the record behind it. */
export interface MarkKey {
  readonly way: string
  readonly hop: number
  readonly target: string
}

/** Records that reach the targets by a way, however many, and the fields that read it. */
export interface StaleRecords {
  readonly reader: CompiledReader
  readonly fields: readonly FieldOf[]
  readonly hop: number
  readonly targets: readonly string[]
}

/**
 * Marks records as stale without touching them. A job computes them, and the mark moves on behind
 * it. A mark that is there begins again. Everybody sets marks in the same order, behind all records.
 */
export async function markStale(
  context: WriteContext,
  stale: readonly StaleRecords[]
): Promise<void> {
  const marks = new Map<string, { key: MarkKey; fields: string[] }>()
  for (const { reader, fields, hop, targets } of stale) {
    const names = fields.map((of) => fieldName(context, of))
    for (const target of targets) {
      const place = `${reader.id} ${hop} ${target}`
      const known = marks.get(place)?.fields ?? []
      marks.set(place, { key: { way: reader.id, hop, target }, fields: [...known, ...names] })
    }
  }
  for (const [, { key, fields }] of [...marks].sort(([a], [b]) => (a < b ? -1 : 1))) {
    await setMark(context, key, fields)
  }
}

/** As marks name a field, whatever it is called. */
function fieldName({ application }: WriteContext, { entity, field }: FieldOf): string {
  return `${application.entities.get(entity)!.uid} ${field.uid}`
}

/** Sets one mark and asks for its job. Jobs are locked last: the records were before. */
export async function setMark(
  {
    t,
    at,
    environment,
  }: Pick<WriteContext, 't' | 'at'> & {
    environment: Pick<RecordEnvironment, 'jobs'>
  },
  key: MarkKey,
  fields: readonly string[]
): Promise<void> {
  const { way, hop, target } = key
  const known = await t.all<{ fields: string }>(
    'SELECT fields FROM computed_stale WHERE way = ? AND hop = ? AND target = ?',
    [way, hop, target]
  )
  const all = new Set([...known.flatMap((row) => JSON.parse(row.fields) as string[]), ...fields])
  await t.run(
    `INSERT INTO computed_stale (way, hop, target, fields, place, round, since)
     VALUES (?, ?, ?, ?, '', 0, ?) ON CONFLICT (way, hop, target)
     DO UPDATE SET fields = excluded.fields, place = '', round = computed_stale.round + 1`,
    [way, hop, target, JSON.stringify([...all]), at]
  )
  await environment.jobs.enqueue(t, {
    kind: recomputeJob,
    key: `${recomputeJob} ${way} ${hop} ${target}`,
    payload: { way, hop, target },
    by: 'system',
  })
}
