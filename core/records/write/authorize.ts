import type { CompiledEntity } from '#engine/compile/compiled.ts'
import { Refusal } from '#engine/errors.ts'
import { matches } from '#engine/filters/index.ts'
import type { FilterNode } from '#engine/filters/index.ts'
import type { Values } from '#engine/values.ts'
import { accessDenied, recordNotFound } from '../errors.ts'
import type { RecordCommand } from './commands.ts'
import { commandName } from './commands.ts'
import { filterEnvironment } from './expression_context.ts'
import type { GivenValues } from './normalise.ts'
import type { WriteContext } from './write_context.ts'

/**
 * Whether the actor may do this to the record as it stands. Who may not even read it hears that it
 * is not there, byte for byte as for an id that never was.
 *
 * @throws E_RECORD_NOT_FOUND, E_ACCESS_DENIED
 */
export async function authorizeBefore(
  context: WriteContext,
  command: RecordCommand,
  entity: CompiledEntity,
  before: Values | null
): Promise<void> {
  const action = commandName(command)
  if (before === null) {
    if (!context.access.may(entity, action)) throw new Refusal(accessDenied({ action }))
    return
  }
  const isIn = (scope: FilterNode) => isInScope(context, entity, before, scope)
  if (!(await isIn(context.access.scope(entity, 'read')))) {
    throw new Refusal(recordNotFound({ entity: entity.key, id: String(before.id) }))
  }
  const may = context.access.may(entity, action)
  if (!may || !(await isIn(context.access.scope(entity, action)))) {
    throw new Refusal(accessDenied({ action }))
  }
}

/**
 * The second half, once the change is known: the record must still be in scope after it, and each
 * field the body names must be writable on the record before and after. A transition lets write
 * what its form asks for, and may move the record out of the actor's reach.
 *
 * @throws E_ACCESS_DENIED
 */
export async function authorizeAfter(
  context: WriteContext,
  command: RecordCommand,
  entity: CompiledEntity,
  change: { before: Values | null; after: Values; given: GivenValues }
): Promise<void> {
  if (command.kind !== 'create' && command.kind !== 'update') return
  const { before, after, given } = change
  const action = command.kind
  if (!(await isInScope(context, entity, after, context.access.scope(entity, action)))) {
    throw new Refusal(accessDenied({ action }))
  }
  const denied: string[] = []
  for (const field of [...given.values.keys(), ...given.rows.keys()]) {
    const scope = context.access.writeScope(entity, action, field)
    const states = before === null ? [after] : [before, after]
    for (const record of states) {
      if (denied.includes(field)) break
      if (!(await isInScope(context, entity, record, scope))) denied.push(field)
    }
  }
  if (denied.length > 0) throw new Refusal(accessDenied({ action, fields: denied }))
}

/** Whether a record lies in a row scope; records it reaches through relations are loaded. */
export async function isInScope(
  context: WriteContext,
  entity: CompiledEntity,
  record: Values,
  scope: FilterNode
): Promise<boolean> {
  if (scope.op === 'true') return true
  const environment = filterEnvironment(context, { entity, record })
  return context.related.gather(() => matches(scope, record, environment))
}
