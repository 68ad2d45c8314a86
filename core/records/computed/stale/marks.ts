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

/**
 * Marks records as stale without touching them: those that reach the targets by this way, however
 * many. A job computes them, and the mark moves on behind it. A mark that is there begins again.
 */
export async function markStale(
  context: WriteContext,
  stale: {
    reader: CompiledReader
    fields: readonly FieldOf[]
    hop: number
    targets: readonly string[]
  }
): Promise<void> {
  const { application } = context
  const fields = stale.fields.map(
    ({ entity, field }) => `${application.entities.get(entity)!.uid} ${field.uid}`
  )
  for (const target of stale.targets) {
    await setMark(context, { way: stale.reader.id, hop: stale.hop, target }, fields)
  }
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
