import { pointerTo } from '#engine/problems.ts'
import { baseOf } from './dictionary.ts'
import { compileFilter, compileSource } from './linking/compile_source.ts'
import { listOf, objectOf, textOf, textsOf, wordOf } from './reading/shape.ts'
import type { CompiledTransition, LifecycleState } from './compiled.ts'
import type { CompileContext, Definition, Draft, LifecycleDraft } from './context.ts'
import type { Members } from './reading/shape.ts'

/** States and transitions of an entity (状态机), without the guards, which need all entities. */
export function compileLifecycle(definition: Definition, context: CompileContext): LifecycleDraft {
  const { document } = definition
  const lifecycle: LifecycleDraft = {
    ...baseOf(definition),
    entity: textOf(document.entity) ?? '',
    field: textOf(document.field) ?? '',
    initial: textOf(document.initial) ?? '',
    states: byId(document.states, stateOf),
    transitions: byId(document.transitions, transitionOf),
  }
  checkReach(definition, lifecycle, context)
  return lifecycle
}

/** The guards, once the entity is linked; and that the state field points back. */
export function linkLifecycle(
  definition: Definition,
  lifecycle: LifecycleDraft,
  context: CompileContext
): void {
  const entity = context.entities.get(lifecycle.entity)
  const field = entity?.fields.get(lifecycle.field)
  if (field?.type.name === 'state' && field.lifecycle !== lifecycle.key) {
    context.problems.report(definition, {
      code: 'E_DEFINITION_LIFECYCLE',
      pointer: '/field',
      message: `字段“${field.title}”的 x-lifecycle 是“${field.lifecycle}”，不是“${lifecycle.key}”`,
      fix: `在字段上写 "x-lifecycle": "${lifecycle.key}"`,
    })
  }
  if (!entity) return
  listOf(definition.document.transitions)
    .map(objectOf)
    .forEach((raw, index) => {
      const transition = lifecycle.transitions.get(textOf(raw.id) ?? '')
      const pointer = pointerTo('', 'transitions', index, 'guard')
      const place = { definition, entity, context, pointer, seesChange: true }
      if (!transition || raw.guard === undefined) return
      if (typeof raw.guard === 'string') {
        transition.guardExpression = compileSource(raw.guard, { kind: 'boolean' }, place)
      } else {
        transition.guard = compileFilter(raw.guard, place)
      }
    })
}

function stateOf(raw: Members): LifecycleState {
  const color = textOf(raw.color)
  return {
    id: textOf(raw.id) ?? '',
    title: textOf(raw.title) ?? '',
    ...(color === undefined ? {} : { color }),
    final: raw.final === true,
    edit: raw.edit === undefined ? null : textsOf(raw.edit),
  }
}

function transitionOf(raw: Members): Draft<CompiledTransition> {
  return {
    id: textOf(raw.id) ?? '',
    title: textOf(raw.title) ?? '',
    from: textsOf(raw.from),
    to: textOf(raw.to) ?? '',
    allow: textsOf(raw.allow),
    guard: null,
    guardExpression: null,
    guardMessage: textOf(raw.guardMessage) ?? null,
    form: textOf(raw.form) ?? null,
    comment: wordOf(raw.comment, ['none', 'optional', 'required']),
    confirm: raw.confirm === true,
  }
}

/** The objects of a list by their id; of one id the first. */
function byId<T extends { id: string }>(list: unknown, make: (raw: Members) => T): Map<string, T> {
  const found = new Map<string, T>()
  for (const item of listOf(list).map(objectOf).map(make)) {
    if (!found.has(item.id)) found.set(item.id, item)
  }
  return found
}

/** A state no record can come to is most likely a forgotten transition. */
function checkReach(
  definition: Definition,
  lifecycle: LifecycleDraft,
  context: CompileContext
): void {
  if (!lifecycle.states.has(lifecycle.initial)) return
  const reached = new Set([lifecycle.initial])
  const transitions = [...lifecycle.transitions.values()]
  for (let grown = true; grown;) {
    const next = transitions.filter(
      (transition) => !reached.has(transition.to) && transition.from.some((id) => reached.has(id))
    )
    next.forEach((transition) => reached.add(transition.to))
    grown = next.length > 0
  }
  const ids = listOf(definition.document.states).map((raw) => textOf(objectOf(raw).id) ?? '')
  for (const state of lifecycle.states.values()) {
    if (reached.has(state.id)) continue
    context.problems.report(definition, {
      code: 'E_DEFINITION_UNREACHABLE_STATE',
      severity: 'warning',
      pointer: pointerTo('', 'states', ids.indexOf(state.id)),
      message: `没有流转能到达状态“${state.title}”`,
      fix: '加一个到它的流转，或删去这个状态',
    })
  }
}
