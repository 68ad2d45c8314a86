/**
 * What a form shows before it is saved: defaults, formulas and lookups of the values so far, what the
 * form's conditions say, and what saving would refuse. By the steps of a command; nothing is written
 * and nothing is locked, so the answer may be another a moment later.
 */
import type { Actor } from '#engine/access/index.ts'
import type { CompiledEntity, CompiledForm } from '#engine/compile/compiled.ts'
import { Refusal } from '#engine/errors.ts'
import type { Fault } from '#engine/errors.ts'
import { formOf } from '#engine/presentation/index.ts'
import type { Value } from '#engine/values.ts'
import { definitionUnknown } from '#core/definitions/index.ts'
import type { RecordEnvironment } from '../environment.ts'
import { accessDenied } from '../errors.ts'
import type { RecordJson } from '../read/index.ts'
import { readContext } from '../read/read_context.ts'
import type { StoredRecord } from '../storage/row_codec.ts'
import { authorizeAfter, authorizeBefore, isInScope } from '../write/authorize.ts'
import type { RecordCommand } from '../write/commands.ts'
import { decide } from '../write/decide.ts'
import { derive } from '../write/derive.ts'
import { badReferences } from '../write/lock_for_write.ts'
import { lookAtRecord, lookingContext } from '../write/look_at_record.ts'
import { mergeGiven } from '../write/merge_given.ts'
import { normalise } from '../write/normalise.ts'
import type { Given, GivenRow } from '../write/normalise.ts'
import { firstFaults, faultsOf } from '../write/validate.ts'
import type { WriteContext } from '../write/write_context.ts'
import { blankRecord, writableEntity } from '../write/write_record.ts'
import { formStates, formValues } from './form_states.ts'
import type { FormStates } from './form_states.ts'
import { proposedScopes, seenValues, showProposed } from './show_proposed.ts'
import { withoutLinks } from './without_links.ts'

/** What is asked: the values so far, of a new record or of the one that is changed. */
export interface FormQuestion {
  readonly entity: string
  readonly values: unknown
  /** The record that is changed; null for a new one. */
  readonly id: string | null
  /** Key of the form; null for the one the entity opens with. */
  readonly form: string | null
}

export interface DerivedForm {
  data: { values: RecordJson } & FormStates
  /** What saving would refuse now. */
  faults: readonly Fault[]
}

interface Outcome {
  readonly after: StoredRecord
  readonly faults: readonly Fault[]
  readonly isReadable: boolean
}

/**
 * @throws E_RECORD_NOT_FOUND, E_ACCESS_DENIED for what the actor may not begin, E_DEFINITION_UNKNOWN
 *   for another entity's form, E_RECORD_CHILD, E_BODY_*
 */
export async function deriveForm(
  env: RecordEnvironment,
  actor: Actor,
  question: FormQuestion
): Promise<DerivedForm> {
  const entity = writableEntity(env, question.entity)
  const context = lookingContext(env, actor)
  const form = formNamed(context, entity, question.form)
  const command = commandOf(actor, question)
  const before = command.id === null ? null : await lookAtRecord(context, entity, command.id)
  await authorizeBefore(context, command, entity, before)
  const base = before ?? blankRecord(context, entity)
  const read = await readGiven(context, entity, command, before)

  const reading = readContext(env, actor, entity.key)
  let given = read
  let outcome = await propose(context, command, entity, { before, base, given })
  let isIn = await proposedScopes(context, reading, { before, given, ...outcome })
  const formed = () => {
    const record = seenValues(reading, { before, given, ...outcome }, isIn)
    return { entity, form, record, old: before && seenValues(reading, old(before), isIn) }
  }
  const computed = await formValues(context, formed())
  if (computed.size > 0) {
    given = { ...read, values: new Map<string, Value>([...computed, ...read.values]) }
    outcome = await propose(context, command, entity, { before, base, given })
    isIn = await proposedScopes(context, reading, { before, given, ...outcome })
  }
  const values = await showProposed(env, reading, { before, given, ...outcome, isIn })
  forgetIds(values, new Set(newRows(given).map(({ id }) => id)))
  const states = await formStates(context, formed())
  return { data: { values, ...states }, faults: firstFaults([...read.faults, ...outcome.faults]) }
}

/** The record as it stands, of which the body gives nothing. */
function old(before: StoredRecord) {
  const given = { values: new Map<string, Value>(), rows: new Map<string, GivenRow[]>() }
  return { before, after: before, given, isReadable: true }
}

function formNamed(
  { application }: WriteContext,
  entity: CompiledEntity,
  key: string | null
): CompiledForm {
  const form = formOf(application, entity, key)
  if (form) return form
  throw new Refusal(definitionUnknown({ kind: 'form', key: String(key).slice(0, 100) }))
}

function commandOf(actor: Actor, { entity, id, values }: FormQuestion): RecordCommand {
  return {
    ...{ kind: id === null ? 'create' : 'update', actor, entity, id, values },
    ...{ rev: null, transition: null, comment: null, idempotencyKey: null, requestId: null },
  }
}

/** The body without what he may not write or point to; that is a fault, and does not count. */
async function readGiven(
  context: WriteContext,
  entity: CompiledEntity,
  command: RecordCommand,
  before: StoredRecord | null
): Promise<Given> {
  const { access } = context
  const action = before === null ? 'create' : 'update'
  const writes = (field: string) => access.writable(entity, action, field)
  const given = normalise(entity, command.values ?? {}, {
    base: '/values',
    entityOf: context.entityOf,
    isKnown: (of, field) => of !== entity || writes(field) || access.readable(entity, field),
  })
  const bad = await badReferences(context, given.references, before && { entity, before })
  const places = bad.flatMap(({ path }) => path ?? [])
  const { values, rows } = withoutLinks(given, places, given.base)
  const denied = [...values.keys(), ...rows.keys()].filter((field) => !writes(field))
  const faults = [...given.faults, ...bad]
  if (denied.length > 0) faults.push(accessDenied({ action, fields: denied }))
  return {
    ...given,
    faults,
    values: new Map([...values].filter(([field]) => writes(field))),
    rows: new Map([...rows].filter(([field]) => writes(field))),
  }
}

/** The record as it would be; as it stands, with the values laid over it, where he may not do this. */
async function propose(
  context: WriteContext,
  command: RecordCommand,
  entity: CompiledEntity,
  change: { before: StoredRecord | null; base: StoredRecord; given: Given }
): Promise<Outcome> {
  const { before, base, given } = change
  const proposed = await context.related.gather(() => derive(context, { ...change, entity }))
  const after = { ...proposed.record, id: base.id, rev: base.rev }
  const refused = await refusalOf(async () => {
    await decide(context, command, entity, { before, proposed: after })
    await authorizeAfter(context, command, entity, { before, after, given })
  })
  if (refused) {
    const { record } = mergeGiven(entity, context.entityOf, base, given)
    const laid = { ...record, id: base.id, rev: base.rev }
    return { after: laid, faults: refused, isReadable: false }
  }
  const tree = { context, entity, root: after, old: before, paths: proposed.paths }
  const found = await context.related.gather(() => faultsOf({ ...tree, base: given.base }))
  const isReadable = await isInScope(context, entity, after, context.access.scope(entity, 'read'))
  return { after, faults: [...proposed.faults, ...found], isReadable }
}

async function refusalOf(step: () => Promise<void>): Promise<readonly Fault[] | null> {
  try {
    await step()
    return null
  } catch (error) {
    if (error instanceof Refusal) return error.faults
    throw error
  }
}

function newRows(given: Pick<Given, 'rows'>): GivenRow[] {
  return [...given.rows.values()].flat().flatMap((row) => {
    const inner = newRows(row.given)
    return row.isNew ? [row, ...inner] : inner
  })
}

/** A row that is not saved has no id yet: the one it has here is gone with the answer. */
function forgetIds(shown: unknown, ids: ReadonlySet<string>): void {
  if (Array.isArray(shown)) for (const one of shown) forgetIds(one, ids)
  else if (typeof shown === 'object' && shown !== null) {
    const record = shown as Record<string, unknown>
    if (ids.has(String(record.id))) record.id = null
    for (const value of Object.values(record)) forgetIds(value, ids)
  }
}
