/**
 * The constraints of an entity that no index can keep: checks over the whole record, and periods
 * that must not overlap. Read under the locks of the records they are decided by (law 6), so that
 * parallel commands cannot each be right and wrong together; the same on every database.
 */
import type { CompiledCheck, CompiledEntity } from '#engine/compile/compiled.ts'
import type { Fault } from '#engine/errors.ts'
import { pointerTo } from '#engine/problems.ts'
import { recordCheck } from '../../errors.ts'
import { commandName } from '../commands.ts'
import type { RecordCommand } from '../commands.ts'
import { expressionContext } from '../expression_context.ts'
import { lockRecords } from '../lock_for_write.ts'
import type { WriteContext } from '../write_context.ts'
import { constraintOwners } from './constraint_owners.ts'
import { overlapFaults } from './overlap_faults.ts'
import type { Proposal } from './overlap_faults.ts'

/** What the constraints say against a proposed record: E_RECORD_CHECK, E_RECORD_OVERLAP. */
export async function constraintFaults(
  context: WriteContext,
  command: Pick<RecordCommand, 'kind' | 'transition'>,
  entity: CompiledEntity,
  proposal: Proposal
): Promise<Fault[]> {
  const owners = constraintOwners(context.application, entity, proposal.after)
  if (owners.length > 0) await lockRecords(context, owners)
  const name = commandName(command)
  const checks = entity.constraints.filter((rule) => rule.kind === 'check')
  const due = checks.filter(({ at }) => at === null || at.includes(name))
  const broken = await context.related.gather(() =>
    due.flatMap((rule) => checkFaults(context, entity, rule, proposal))
  )
  return [...broken, ...(await overlapFaults(context, entity, proposal))]
}

function checkFaults(
  context: WriteContext,
  entity: CompiledEntity,
  rule: CompiledCheck,
  { before, after, base }: Proposal
): Fault[] {
  const named = { entity, record: after, old: before }
  if (rule.that.evaluate(expressionContext(context, named)) !== false) return []
  const read = rule.that.dependencies.map((path) => path.replace(/^old\./, '').split('.')[0] ?? '')
  const fields = [...new Set([rule.field, ...read])].filter((key) => entity.fields.has(key))
  const titles = fields.map((key) => entity.fields.get(key)?.title ?? key)
  const { message, field } = rule
  return [recordCheck({ fields, titles, message }, pointerTo(base, field))]
}
