/** States to go back to, newest last. */
export interface UndoStack<T> {
  readonly done: readonly T[]
  readonly undone: readonly T[]
}

const deepest = 50

export const emptyUndo = { done: [], undone: [] } as const

/** Before a change: what stands now can be had again. */
export function remembered<T>(stack: UndoStack<T>, now: T): UndoStack<T> {
  return { done: [...stack.done, now].slice(-deepest), undone: [] }
}

/** One step back (or forth) from what stands now; null when there is none. */
export function restored<T>(
  stack: UndoStack<T>,
  now: T,
  way: 'undo' | 'redo'
): { stack: UndoStack<T>; state: T } | null {
  const from = way === 'undo' ? stack.done : stack.undone
  const state = from.at(-1)
  if (state === undefined) return null
  const rest = from.slice(0, -1)
  return {
    state,
    stack:
      way === 'undo'
        ? { done: rest, undone: [...stack.undone, now] }
        : { done: [...stack.done, now], undone: rest },
  }
}
