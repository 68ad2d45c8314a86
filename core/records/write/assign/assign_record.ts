/**
 * Life of a hand-over (转交): who a record belongs to, person, department, organization, is changed by
 * the action `assign` alone, in scope before and after. States do not freeze it: a record that is
 * finished still needs somebody it belongs to.
 */
import { Refusal } from '#engine/errors.ts'
import type { Values } from '#engine/values.ts'
import type { RecordEnvironment } from '../../environment.ts'
import { accessDenied, recordRevRequired, recordStale } from '../../errors.ts'
import { isFieldChange } from '../../history/changes.ts'
import { changesSince } from '../../history/read_changes.ts'
import type { StoredRecord } from '../../storage/row_codec.ts'
import { authorizeBefore, isInScope } from '../authorize.ts'
import type { RecordCommand } from '../commands.ts'
import { constraintFaults } from '../constraints/check_constraints.ts'
import { lockForWrite } from '../lock_for_write.ts'
import { persist } from '../persist.ts'
import { runCommand } from '../run_command.ts'
import type { Present } from '../run_command.ts'
import { refuseInvalid } from '../validate.ts'
import type { WriteContext } from '../write_context.ts'
import { followUp, writableEntity } from '../write_record.ts'
import { namedOwners, ownersFollowing, readAssignment } from './read_assignment.ts'

/**
 * @throws E_RECORD_NOT_FOUND, E_ACCESS_DENIED, E_RECORD_STALE, E_RECORD_REV_REQUIRED,
 *   E_RECORD_INVALID, E_FIELD_REFERENCE, and what constraints say
 */
export async function assignRecord<T>(
  environment: RecordEnvironment,
  command: RecordCommand,
  present: Present<T>
): Promise<T> {
  const application = environment.registry.current()
  const entity = writableEntity(environment, command.entity)
  const given = readAssignment(application, command.values)
  const of = { application, command, entity, base: '', present }
  return runCommand(environment, of, async (context) => {
    const references = namedOwners(application, given)
    const { before, faults } = await lockForWrite(context, entity, { id: command.id, references })
    await authorizeBefore(context, command, entity, before)
    await refuseMoved(context, command, { entity, before: before! })
    refuseInvalid(faults)
    const owners = await ownersFollowing(context, given, before!)
    const after: StoredRecord = { ...before!, ...owners }
    await followUp(
      { ...{ context, entity, root: after, old: before }, paths: new Map(), base: '' },
      owners
    )
    const scope = context.access.scope(entity, 'assign')
    if (!(await isInScope(context, entity, after, scope))) {
      throw new Refusal(accessDenied({ action: 'assign' }))
    }
    const proposal = { before, after, base: '' }
    refuseInvalid(await constraintFaults(context, command, entity, proposal))
    return persist(context, command, entity, { before, after })
  })
}

/** A hand-over on an older revision goes on when the record still belongs to whom it did. */
async function refuseMoved(
  { t }: WriteContext,
  { rev }: RecordCommand,
  { entity, before }: { entity: Parameters<typeof changesSince>[1]; before: StoredRecord }
): Promise<void> {
  if (rev === null) throw new Refusal(recordRevRequired({}))
  if (rev === before.rev) return
  const diff: Record<string, { base: unknown; theirs: unknown }> = {}
  for (const changes of await changesSince(t, entity, before.id, rev)) {
    for (const name of ['owner_id', 'dept_id', 'org_id'] as const) {
      const change = changes[name]
      if (!change || !isFieldChange(change) || name in diff) continue
      diff[name] = { base: change[0], theirs: (before as Values)[name] ?? null }
    }
  }
  if (Object.keys(diff).length > 0 || rev > before.rev || rev < 1) {
    throw new Refusal(recordStale({ rev: before.rev, diff }))
  }
}
