import type { RuntimeForm, RuntimeTransition } from '#engine/presentation/shapes.ts'
import type { LoadedRecord } from '#runtime/client/records.ts'

/** Colours that warn: a state of such a colour is not what a record is made for. */
const warning = new Set(['red', 'volcano', 'orange'])

/**
 * The steps open to the actor now. The main one is the first that leads onward in the order of the
 * states and is no step back: those ask for a reason, or end in a state with a colour of warning.
 */
export function openTransitions(
  definition: RuntimeForm,
  { data: record, can }: LoadedRecord
): { main: RuntimeTransition | null; others: RuntimeTransition[] } {
  const open = definition.transitions.filter(({ id }) => can.transitions.includes(id))
  const main =
    open.find((transition) => {
      const states = definition.fields.find(({ key }) => key === transition.field)?.options ?? []
      const place = (state: unknown) => states.findIndex(({ value }) => value === state)
      const color = states[place(transition.to)]?.color ?? ''
      const goesOn = place(transition.to) > place(record[transition.field])
      return goesOn && transition.comment !== 'required' && !warning.has(color)
    }) ?? null
  return { main, others: open.filter((transition) => transition !== main) }
}
