/**
 * What the lifecycles of an entity allow (状态机). Pure: it decides and tells why; the write path
 * acts. Record, actor and clock come in through the environment, so the same verdict falls on the
 * server, in a test and in the browser.
 */
import type { Actor } from '#engine/access/actor.ts'
import type {
  CompiledEntity,
  CompiledLifecycle,
  CompiledTransition,
  LifecycleState,
} from '#engine/compile/compiled.ts'
import type { EvaluationContext, ExpressionResult } from '#engine/expressions/index.ts'
import { matches } from '#engine/filters/index.ts'
import type { FilterEnvironment } from '#engine/filters/index.ts'
import type { Values } from '#engine/values.ts'

/** What a verdict is made from: the record as it stands, and whatever guards may read. */
export interface LifecycleFacts {
  readonly record: Values
  readonly actor: Actor
  readonly filters: FilterEnvironment
  readonly expressions: EvaluationContext
}

export type TransitionVerdict =
  | { readonly allowed: true; readonly field: string; readonly to: string }
  | { readonly allowed: false; readonly because: 'state' | 'actor' }
  | { readonly allowed: false; readonly because: 'guard'; readonly message: string | null }

/** States a new record starts in, by state field. */
export function initialStates(entity: CompiledEntity): Values {
  return Object.fromEntries(entity.lifecycles.map(({ field, initial }) => [field, initial]))
}

/** The transition of that id and the lifecycle it belongs to, whichever state the record is in. */
export function findTransition(
  entity: CompiledEntity,
  id: string
): { lifecycle: CompiledLifecycle; transition: CompiledTransition } | null {
  for (const lifecycle of entity.lifecycles) {
    const transition = lifecycle.transitions.get(id)
    if (transition) return { lifecycle, transition }
  }
  return null
}

/** Whether `transition` may be made now, by this actor; `because` names the first thing against it. */
export function judgeTransition(
  lifecycle: CompiledLifecycle,
  transition: CompiledTransition,
  facts: LifecycleFacts
): TransitionVerdict {
  const { field } = lifecycle
  if (!transition.from.includes(String(facts.record[field] ?? ''))) {
    return { allowed: false, because: 'state' }
  }
  if (!names(transition.allow, facts)) return { allowed: false, because: 'actor' }
  if (!guardHolds(transition, facts)) {
    return { allowed: false, because: 'guard', message: transition.guardMessage }
  }
  return { allowed: true, field, to: transition.to }
}

/** Transitions open to the actor from the record's present state, guards included, in the author's order. */
export function allowedTransitions(
  lifecycle: CompiledLifecycle,
  facts: LifecycleFacts
): CompiledTransition[] {
  return [...lifecycle.transitions.values()].filter(
    (transition) => judgeTransition(lifecycle, transition, facts).allowed
  )
}

/**
 * The state that keeps this actor from editing the record, or null when none does. A state's
 * `edit` narrows what roles grant: an empty list freezes the record for everybody but the engine.
 */
export function frozenBy(
  entity: CompiledEntity,
  record: Values,
  actor: Actor
): { lifecycle: CompiledLifecycle; state: LifecycleState } | null {
  if (isEngine(actor)) return null
  for (const lifecycle of entity.lifecycles) {
    const state = lifecycle.states.get(String(record[lifecycle.field] ?? ''))
    if (state && state.edit !== null && !names(state.edit, { record, actor })) {
      return { lifecycle, state }
    }
  }
  return null
}

/** Whether a list of role keys and `$owner` names the actor. `$flow` and `$schedule` are the engine. */
function names(
  allow: readonly string[],
  { record, actor }: Pick<LifecycleFacts, 'record' | 'actor'>
) {
  if (isEngine(actor)) return true
  return allow.some((entry) =>
    entry === '$owner' ? record.owner_id === actor.userId : actor.roles.includes(entry)
  )
}

function isEngine(actor: Actor): boolean {
  return actor.userId === 'system'
}

function guardHolds(transition: CompiledTransition, facts: LifecycleFacts): boolean {
  if (transition.guard && !matches(transition.guard, facts.record, facts.filters)) return false
  if (!transition.guardExpression) return true
  const result: ExpressionResult = transition.guardExpression.evaluate(facts.expressions)
  return result === true
}
