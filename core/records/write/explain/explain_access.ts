/**
 * Why an actor, or another person he asks about, may do something to a record, or why not: grant by grant of his roles, condition by
 * condition of their row scopes, and what the lifecycles say. Judged by the same steps as a command;
 * nothing is written.
 */
import { judgeGrants } from '#engine/access/index.ts'
import type { Actor, GrantReason } from '#engine/access/index.ts'
import type { CompiledEntity } from '#engine/compile/compiled.ts'
import { Refusal } from '#engine/errors.ts'
import type { Fault, Language } from '#engine/errors.ts'
import { findTransition, frozenBy, judgeTransition } from '#engine/process/index.ts'
import type { RecordEnvironment } from '../../environment.ts'
import { invalidParameter, singleParameters } from '../../read/index.ts'
import type { Query } from '../../read/index.ts'
import type { StoredRecord } from '../../storage/row_codec.ts'
import { isInScope } from '../authorize.ts'
import { expressionContext, filterEnvironment } from '../expression_context.ts'
import { lookAtRecord, lookingContext } from '../look_at_record.ts'
import type { WriteContext } from '../write_context.ts'
import { writableEntity } from '../write_record.ts'
import { explainTexts } from './explain_texts.ts'
import { failingConditions, unmetOfGuard } from './failing_conditions.ts'
import { recordNotFound } from '../../errors.ts'

/** One grant of one of the actor's roles on the entity. */
export interface GrantExplanation {
  role: string
  title: string
  /** Its place in the role's list of grants. */
  index: number
  /** Whether it gives all that was asked for, on this record. */
  allows: boolean
  /** Conditions of its row scope that the record does not meet. */
  failing: string[]
  text: string
}

export interface Explanation {
  allowed: boolean
  action: string
  field: string | null
  /** One sentence: what decides. */
  text: string
  grants: GrantExplanation[]
  /** What the lifecycles have against it, whatever roles grant. */
  lifecycle: { field: string; state: string | null; text: string } | null
}

interface Asked {
  readonly entity: CompiledEntity
  readonly record: StoredRecord
  readonly action: string
  readonly field: string | null
  readonly language: Language
  /** Name of the person asked about; null = the one who asks. */
  readonly who: string | null
  /** Whose eyes the words are for. */
  readonly asker: WriteContext
}

/**
 * @param given `of` is the person asked about, the asking actor if absent. Whether the asker may ask
 *   about others is for the caller to know; what he may not see himself is not told either way.
 * @throws E_RECORD_NOT_FOUND for a record the actor may not read, E_RECORD_CHILD, E_QUERY_*
 */
export async function explainAccess(
  environment: RecordEnvironment,
  actor: Actor,
  given: { entity: string; id: string; query: Query; language: Language; of?: Actor }
): Promise<Explanation> {
  const entity = writableEntity(environment, given.entity)
  const context = lookingContext(environment, actor)
  const { action, field } = readQuestion(context, entity, given.query)
  const record = await lookAtRecord(context, entity, given.id)
  if (!(await isInScope(context, entity, record, context.access.scope(entity, 'read')))) {
    throw new Refusal(recordNotFound({ entity: entity.key, id: given.id }))
  }
  const { of = actor, language } = given
  const who = of.userId === actor.userId ? null : of.name
  const asked = { entity, record, action, field, language, who, asker: context }
  const judged = who === null ? context : lookingContext(environment, of)
  const texts = explainTexts(language, asked)
  const grants: GrantExplanation[] = []
  for (const reason of judgeGrants(context.application, of.roles, asked)) {
    grants.push(await explainGrant(judged, asked, reason))
  }
  const lifecycle = await explainLifecycle(judged, asked)
  const sees = await isInScope(judged, entity, record, judged.access.scope(entity, 'read'))
  const isGiven = field !== null && action === 'update' && entity.fields.get(field)!.readOnly
  const granting = grants.filter(({ allows }) => allows)
  const allowed = sees && granting.length > 0 && lifecycle === null && !isGiven
  const verdict = texts.verdict(granting.map(({ title }) => title))
  const against = granting.length > 0 ? (lifecycle?.text ?? null) : null
  const decided = isGiven ? texts.readOnly() : (against ?? verdict)
  const text = sees || granting.length === 0 ? decided : texts.unseen()
  return { allowed, action, field, text, grants, lifecycle }
}

/** What a state can freeze. */
const changing = ['update', 'delete']
const plainActions = ['read', 'update', 'delete', 'assign', 'reveal', 'share', 'export', 'print']

/** A field one may neither read nor write is answered as one that is not there. */
function readQuestion(context: WriteContext, entity: CompiledEntity, query: Query) {
  const faults: Fault[] = []
  const { action = '', field = null } = singleParameters(
    query,
    ['action', 'field', 'person'],
    faults
  )
  const transition = action.startsWith('transition:') ? action.slice('transition:'.length) : null
  const isKnown =
    transition === null ? plainActions.includes(action) : findTransition(entity, transition)
  if (!isKnown) {
    const [zh, en] = [
      `应为 ${plainActions.join('、')} 或 transition:标识`,
      `must be ${plainActions.join(', ')} or transition:<id>`,
    ]
    faults.push(invalidParameter('action', zh, en))
  }
  const { access } = context
  const isField =
    field === null ||
    (entity.fields.has(field) &&
      (access.readable(entity, field) || access.writable(entity, 'update', field)))
  if (!isField) faults.push(invalidParameter('field', '没有这个字段', 'there is no such field'))
  if (field !== null && isKnown && !['read', 'update', 'reveal'].includes(action)) {
    faults.push(
      invalidParameter(
        'field',
        '只用于 read、update 和 reveal',
        'goes with read, update and reveal only'
      )
    )
  }
  if (faults.length > 0) throw new Refusal(faults)
  return { action, field }
}

async function explainGrant(
  context: WriteContext,
  asked: Asked,
  reason: GrantReason
): Promise<GrantExplanation> {
  const texts = explainTexts(asked.language, asked)
  const failing = reason.rows === null ? [] : await failingConditions(context, asked, reason.rows)
  const { key: role, title } = reason.role
  const allows = reason.givesAction && reason.givesField && failing.length === 0
  const text = texts.grant(title, { ...reason, failing })
  return { role, title, index: reason.index, allows, failing, text }
}

async function explainLifecycle(
  context: WriteContext,
  asked: Asked
): Promise<Explanation['lifecycle']> {
  const { entity, record, action, language } = asked
  if (!changing.includes(action) && !action.startsWith('transition:')) return null
  const texts = explainTexts(language, asked)
  if (!action.startsWith('transition:')) {
    const frozen = frozenBy(entity, record, context.actor)
    if (frozen === null) return null
    const { lifecycle, state } = frozen
    const roles = (state.edit ?? []).map((key) => context.application.roles.get(key)?.title ?? key)
    return { field: lifecycle.field, state: state.id, text: texts.frozen(state.title, roles) }
  }
  const { lifecycle, transition } = findTransition(entity, action.slice('transition:'.length))!
  const named = { entity, record, old: record }
  const verdict = await context.related.gather(() =>
    judgeTransition(lifecycle, transition, {
      ...{ record, actor: context.actor },
      filters: filterEnvironment(context, named),
      expressions: expressionContext(context, named),
    })
  )
  if (verdict.allowed) return null
  const at = record[lifecycle.field] ?? null
  const state = at === null ? null : String(at)
  const unmet =
    verdict.because === 'guard'
      ? await unmetOfGuard(context, { ...asked, old: record }, transition)
      : []
  const told = {
    ...{ title: transition.title, state: lifecycle.states.get(state ?? '')?.title ?? '' },
    ...{ guard: transition.guardMessage, unmet },
  }
  return { field: lifecycle.field, state, text: texts.transition(verdict.because, told) }
}
