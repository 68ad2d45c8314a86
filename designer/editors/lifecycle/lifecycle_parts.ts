import { addElement, isMembers, setValue, together } from '#designer/document/index.ts'
import type { DesignCommand, DesignDefinition } from '#designer/document/index.ts'
import { freeKey } from '#designer/properties/new_item.ts'
import type { LaidState, LaidTransition } from './state_layout.ts'
import { texts } from './texts.ts'

/** States and transitions of a lifecycle as far as they can be drawn. */
export function partsOfLifecycle({ document }: DesignDefinition): {
  states: LaidState[]
  transitions: LaidTransition[]
  initial: string
} {
  const objects = (value: unknown) =>
    Array.isArray(value) ? (value as unknown[]).filter(isMembers) : []
  const states = objects(document.states).map(({ id, title, color, final }) => ({
    ...{ id: String(id), title: String(title ?? id), isFinal: final === true },
    color: typeof color === 'string' ? color : null,
  }))
  const transitions = objects(document.transitions).map(({ id, title, from, to }) => ({
    ...{ id: String(id), title: String(title ?? id), to: String(to) },
    from: Array.isArray(from) ? from.map(String) : [],
  }))
  return { states, transitions, initial: String(document.initial ?? '') }
}

/** A way from one state to another, for whoever may take the other ways. */
export function addTransition(
  definition: DesignDefinition,
  from: string,
  to: string
): DesignCommand {
  const { transitions, states } = partsOfLifecycle(definition)
  const id = freeKey(
    transitions.map((one) => one.id),
    `to_${to}`.slice(0, 36)
  )
  const title = states.find((one) => one.id === to)?.title ?? to
  const first = (definition.document.transitions as { allow?: unknown }[] | undefined)?.[0]?.allow
  const value = { id, title, from: [from], to, allow: Array.isArray(first) ? first : ['$owner'] }
  const label = texts.addTransition(title)
  const path = ['transitions']
  if (definition.document.transitions === undefined) {
    return setValue({ uid: definition.uid, path }, [value], label)
  }
  return addElement({ uid: definition.uid, path }, { id: `@${id}`, value }, label)
}

/** A new state after another, with the way that leads to it. */
export function addStateAfter(definition: DesignDefinition, from: string | null): DesignCommand {
  const { states } = partsOfLifecycle(definition)
  const id = freeKey(
    states.map((one) => one.id),
    'state'
  )
  const title = `${texts.state} ${states.length + 1}`
  const label = texts.addState(title)
  const at = { uid: definition.uid, path: ['states'] }
  const added = addElement(at, { id: `@${id}`, value: { id, title } }, label)
  if (from === null) return added
  const after = {
    ...definition,
    document: { ...definition.document, states: [...states, { id, title }] },
  }
  return together(label, [added, addTransition(after, from, id)], {
    uid: definition.uid,
    path: ['states', `@${id}`],
  })
}

/** Whether a role may edit records in a state: by the list of the state, absent = whoever may anyway. */
export function setEdit(
  definition: DesignDefinition,
  state: string,
  roles: readonly string[] | undefined
): DesignCommand {
  const at = { uid: definition.uid, path: ['states', `@${state}`, 'edit'] }
  return setValue(at, roles, texts.setEdit)
}
