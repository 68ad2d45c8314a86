import type { Actor } from '#engine/access/index.ts'
import type { CompiledEntity } from '#engine/compile/compiled.ts'
import { Refusal } from '#engine/errors.ts'
import type { RecordEnvironment } from '../environment.ts'
import { recordNotFound } from '../errors.ts'
import { getRecord } from '../read/index.ts'
import type { RecordJson } from '../read/index.ts'
import { sameValue } from '../history/same_value.ts'
import type { StoredRecord } from '../storage/row_codec.ts'
import { linkedIds } from './link_lists.ts'
import type { Present } from './run_command.ts'

/**
 * What a command answers: the record as the actor may read it, through the same authorised read as
 * any other. Who may write but not read it learns its id and revision.
 */
export function answerFor(environment: RecordEnvironment, actor: Actor): Present<RecordJson> {
  return async (t, entity, { record, current }) => {
    const { id, rev } = record
    try {
      const { data } = await getRecord(environment, actor, entity.key, id, {}, t)
      return rev === current.rev ? data : asItWas(entity, data, { record, current })
    } catch (error) {
      const isHidden = error instanceof Refusal && error.faults[0]?.code === recordNotFound.code
      if (isHidden) return { id, rev }
      throw error
    }
  }
}

/**
 * The answer to a command sent a second time, after the record moved on: what the actor may see of
 * it now, with the values it had then. A link that changed comes without its title.
 */
function asItWas(
  entity: CompiledEntity,
  data: RecordJson,
  { record, current }: { record: StoredRecord; current: StoredRecord }
): RecordJson {
  const answer: RecordJson = { ...data, rev: record.rev, updated_at: record.updated_at }
  for (const { key } of entity.stored) {
    const [then, now] = [record[key] ?? null, current[key] ?? null]
    const shown = data[key] ?? null
    // A value that is not shown now (masked, out of scope) is not shown as it was either.
    if (then === now) continue
    if (shown === now) answer[key] = then
    else if (isLink(shown) && shown.id === now) answer[key] = then && { id: then, title: null }
  }
  for (const { key } of entity.links) {
    if (sameValue(record[key], current[key]) || !Array.isArray(data[key])) continue
    answer[key] = linkedIds(record[key]).map((id) => ({ id, title: null }))
  }
  return answer
}

function isLink(shown: unknown): shown is { id: string } {
  return typeof shown === 'object' && shown !== null && 'id' in shown
}
