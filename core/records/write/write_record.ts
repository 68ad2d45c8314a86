/**
 * Life of a write: the one story of every command on a record. Read downward; each step is a file.
 *
 *   normalise       pure: shape and types, before any lock        400, 422
 *   claimKey        the idempotency row, first in the transaction E_IDEMPOTENCY_MISMATCH
 *   lockForWrite    own row and linked records, in one order      E_RECORD_NOT_FOUND
 *   authorizeBefore row scope on the record as it stands          E_ACCESS_DENIED, E_RECORD_NOT_FOUND
 *   refuseStale     the revision the sender saw                   E_RECORD_STALE, E_RECORD_REV_REQUIRED
 *   derive          pure: the body merged in, defaults, formulas
 *   decide          pure: what the lifecycles say                 E_RECORD_FROZEN, E_LIFECYCLE_NOT_ALLOWED
 *   authorizeAfter  row scope and field rights on the outcome     E_ACCESS_DENIED
 *   linkFaults      links that were derived, circles of trees     E_FIELD_REFERENCE, E_FIELD_TREE_CYCLE
 *   validate        every fault of it at once                     E_RECORD_INVALID, E_FIELD_*
 *   constraints     checks and periods, under the same locks      E_RECORD_CHECK, E_RECORD_OVERLAP
 *   persist         number, row, children, history, audit         E_RECORD_NOT_UNIQUE (constraints)
 *
 * One command is one transaction; nothing is awaited in it but the database. A step may read what
 * the steps before it locked, and only persist writes.
 */
import type { CompiledApplication, CompiledEntity } from '#engine/compile/compiled.ts'
import { Refusal } from '#engine/errors.ts'
import { initialStates } from '#engine/process/index.ts'
import type { Values } from '#engine/values.ts'
import { accessOf } from '#engine/access/index.ts'
import type { RecordEnvironment } from '../environment.ts'
import { recordChild } from '../errors.ts'
import { newId } from '../storage/ids.ts'
import type { StoredRecord } from '../storage/row_codec.ts'
import { authorizeAfter, authorizeBefore } from './authorize.ts'
import { linkFaults } from './check_links.ts'
import type { RecordCommand } from './commands.ts'
import { constraintFaults } from './constraints/check_constraints.ts'
import { decide, namedFields } from './decide.ts'
import { computeFormulas, derive } from './derive.ts'
import type { RecordTree } from './derive.ts'
import { formulaOrder, namesRead } from './formula_order.ts'
import { lockForWrite } from './lock_for_write.ts'
import { blankFields } from './merge_given.ts'
import { normalise } from './normalise.ts'
import type { Given } from './normalise.ts'
import { persist, userId } from './persist.ts'
import { refuseStale } from './refuse_stale.ts'
import { runCommand } from './run_command.ts'
import type { Present } from './run_command.ts'
import { nextSerial } from './serial.ts'
import { faultsOf, refuseInvalid } from './validate.ts'
import type { WriteContext } from './write_context.ts'

/**
 * Creates or changes one record, or makes a transition of it.
 *
 * @throws the codes of the ladder above, and E_DEFINITION_UNKNOWN, E_RECORD_CHILD
 */
export async function writeRecord<T>(
  environment: RecordEnvironment,
  command: RecordCommand,
  present: Present<T>
): Promise<T> {
  const application = environment.registry.current()
  const entity = writableEntity(environment, command.entity)
  const given = readBody(application, entity, command)
  const of = { application, command, entity, base: given.base, present }
  return runCommand(environment, of, (context) => carryOut(context, command, entity, given))
}

async function carryOut(
  context: WriteContext,
  command: RecordCommand,
  entity: CompiledEntity,
  body: Given
): Promise<StoredRecord> {
  const target = { id: command.id, references: body.references }
  const { before, faults } = await lockForWrite(context, entity, target)
  await authorizeBefore(context, command, entity, before)
  const left = before && (await refuseStale(context, command, entity, { before, given: body }))
  const given = { ...body, ...left }

  const base = before ?? blankRecord(context, entity)
  const proposed = await context.related.gather(() =>
    derive(context, { entity, base, before, given })
  )
  const states = await decide(context, command, entity, { before, proposed: proposed.record })
  const after = { ...proposed.record, ...states, id: base.id, rev: base.rev }
  const tree = {
    context,
    entity,
    root: after,
    old: before,
    paths: proposed.paths,
    base: given.base,
  }
  await followUp(tree, states)
  const links = { before, after, given: given.references, base: given.base }
  const misled = await linkFaults(context, entity, links)
  await authorizeAfter(context, command, entity, { before, after, given })

  const found = await context.related.gather(() => faultsOf(tree))
  const proposal = { before, after, base: given.base }
  const broken = await constraintFaults(context, command, entity, proposal)
  refuseInvalid([...given.faults, ...faults, ...proposed.faults, ...misled, ...found, ...broken])

  const serial = await nextSerial(context, command, entity, after)
  const numbered = { ...after, ...serial }
  await followUp({ ...tree, root: numbered }, serial)
  return persist(context, command, entity, { before, after: numbered })
}

/** Formulas that read what was given after them are computed once more. */
export async function followUp(tree: RecordTree, given: Values): Promise<void> {
  const fields = Object.keys(given)
  const isRead = formulaOrder(tree.context.application, tree.entity).some(({ field }) =>
    namesRead(field).some((name) => name.split('.').some((p) => fields.includes(p)))
  )
  if (isRead) await tree.context.related.gather(() => computeFormulas(tree))
}

/** The entity of a command, if its records are written by themselves. */
export function writableEntity(environment: RecordEnvironment, key: string): CompiledEntity {
  const entity = environment.registry.entity(key)
  if (entity.parent === null) return entity
  throw new Refusal(recordChild({ entity: key, title: entity.title, parent: entity.parent }))
}

function readBody(
  application: CompiledApplication,
  entity: CompiledEntity,
  command: RecordCommand
): Given {
  const access = accessOf(application, command.actor)
  const action = command.kind === 'create' ? 'create' : 'update'
  const named = namedFields({ application }, command, entity)
  return normalise(entity, command.values ?? {}, {
    base: command.kind === 'transition' ? '/values' : '',
    entityOf: (key) => application.entities.get(key)!,
    isKnown(of, field) {
      if (of !== entity) return true
      if (named) return named.has(field)
      return access.readable(entity, field) || access.writable(entity, action, field)
    },
  })
}

/** A new record before anything is given: the engine's columns and the initial states. */
export function blankRecord(context: WriteContext, entity: CompiledEntity): StoredRecord {
  const { actor, at } = context
  const me = userId(context)
  const made: Values = { created_at: at, created_by: me, updated_at: at, updated_by: me }
  const owned: Values = {
    deleted_at: null,
    org_id: actor.organizationId,
    dept_id: actor.departmentId,
    owner_id: me,
  }
  const fields = { ...blankFields(entity), ...initialStates(entity) }
  return { ...made, ...owned, ...fields, id: newId(), rev: 0 }
}
