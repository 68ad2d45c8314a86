import type {
  CompiledEntity,
  CompiledLifecycle,
  CompiledTransition,
  FormNode,
} from '#engine/compile/compiled.ts'
import { Refusal } from '#engine/errors.ts'
import { findTransition, frozenBy, judgeTransition } from '#engine/process/index.ts'
import type { TransitionVerdict } from '#engine/process/index.ts'
import type { Values } from '#engine/values.ts'
import {
  accessDenied,
  lifecycleNotAllowed,
  recordFrozen,
  recordInvalid,
  transitionUnknown,
} from '../errors.ts'
import type { RecordCommand } from './commands.ts'
import { unmetOfGuard } from './explain/failing_conditions.ts'
import { expressionContext, filterEnvironment } from './expression_context.ts'
import type { WriteContext } from './write_context.ts'

/**
 * What the lifecycles say about the command: the states it changes. Facts are read through the
 * transaction; nothing is written.
 *
 * @throws E_RECORD_FROZEN, E_LIFECYCLE_NOT_ALLOWED, E_ACCESS_DENIED
 */
export async function decide(
  context: WriteContext,
  command: RecordCommand,
  entity: CompiledEntity,
  record: { before: Values | null; proposed: Values }
): Promise<Values> {
  const { before, proposed } = record
  if (before === null) return {}
  if (command.kind === 'transition')
    return makeTransition(context, command, entity, { before, proposed })
  const frozen = frozenBy(entity, before, context.actor)
  if (frozen) {
    const { lifecycle, state } = frozen
    const { id, title } = state
    throw new Refusal(recordFrozen({ field: lifecycle.field, state: id, title }))
  }
  return {}
}

/** Fields the body of a command may name: for a transition those its form asks for, else all. */
export function namedFields(
  { application }: Pick<WriteContext, 'application'>,
  command: RecordCommand,
  entity: CompiledEntity
): ReadonlySet<string> | null {
  if (command.kind !== 'transition') return null
  const { transition } = transitionOf(command, entity)
  const form = transition.form === null ? undefined : application.forms.get(transition.form)
  return new Set(form ? form.nodes.flatMap(fieldsOf) : [])
}

function fieldsOf(node: FormNode): string[] {
  if (node.kind === 'layout') return node.nodes.flatMap(fieldsOf)
  return node.readonly === true ? [] : [node.field]
}

function transitionOf(command: RecordCommand, entity: CompiledEntity) {
  const found = findTransition(entity, command.transition ?? '')
  if (found) return found
  const transition = (command.transition ?? '').slice(0, 100)
  throw new Refusal(transitionUnknown({ transition }))
}

async function makeTransition(
  context: WriteContext,
  command: RecordCommand,
  entity: CompiledEntity,
  { before, proposed }: { before: Values; proposed: Values }
): Promise<Values> {
  const { lifecycle, transition } = transitionOf(command, entity)
  // Guards see the record with the values given for the transition, in the state it still has.
  const named = { entity, record: proposed, old: before }
  const verdict = await context.related.gather(() =>
    judgeTransition(lifecycle, transition, {
      record: proposed,
      actor: context.actor,
      filters: filterEnvironment(context, named),
      expressions: expressionContext(context, named),
    })
  )
  if (!verdict.allowed) {
    const asked = { ...named, language: context.application.language, asker: context }
    const conditions =
      verdict.because === 'guard' ? await unmetOfGuard(context, asked, transition) : []
    throw refused({ lifecycle, transition, conditions }, before[lifecycle.field], verdict)
  }
  if (transition.comment === 'required' && !command.comment?.trim()) {
    const texts = { zh: '请填写意见', en: 'a comment is required' }
    throw new Refusal(recordInvalid({ keyword: 'required', ...texts }, '/comment'))
  }
  return { [verdict.field]: verdict.to }
}

function refused(
  of: { lifecycle: CompiledLifecycle; transition: CompiledTransition; conditions: string[] },
  state: Values[string] | undefined,
  verdict: Extract<TransitionVerdict, { allowed: false }>
): Refusal {
  const { id: transition, title } = of.transition
  if (verdict.because === 'actor') {
    return new Refusal(accessDenied({ action: `transition:${transition}` }))
  }
  const { because } = verdict
  const now = typeof state === 'string' ? state : null
  const stateTitle = (now !== null && of.lifecycle.states.get(now)?.title) || null
  const own = verdict.because === 'guard' ? verdict.message : null
  const { conditions } = of
  const params = { transition, title, state: now, stateTitle, because, conditions, message: own }
  return new Refusal(lifecycleNotAllowed(params))
}
