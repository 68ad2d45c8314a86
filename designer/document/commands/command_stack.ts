/**
 * The command stack: the one way definitions are changed, and the one undo and redo of all editors.
 *
 * A command is carried out in four phases, each recorded:
 * 1. before: behaviours may prepare (they see the command, not its edits)
 * 2. execute: the command changes definitions through `Editing`; it may run other commands as parts
 * 3. after: behaviours see the edits and add their own, until none has anything to add; a behaviour
 *    is never shown what it did itself, and after `mostRounds` rounds the command is refused
 * 4. the edits become one step: for each definition how it was before all of it, and how it is after
 *
 * A command that throws changes nothing. One that changes nothing is no step. Reverting puts back
 * what was before; where somebody else's change was taken in meanwhile (`receive`), only what the step
 * had changed is taken back, by identity.
 */
import { applyOverlay, overlayOf } from '#schemas/index.ts'
import type { DesignDefinition, DesignSet, ElementAddress, Members } from '../definition.ts'
import type { Behaviour, DesignCommand, Edit } from './command.ts'
import { createRecording } from './recording.ts'

export interface Step {
  readonly label: string
  readonly edits: readonly Edit[]
  readonly selectedBefore: ElementAddress | null
  readonly selectedAfter: ElementAddress | null
  readonly joins: string | null
  readonly at: number
}

export interface StackState {
  readonly set: DesignSet
  readonly selection: ElementAddress | null
  readonly done: readonly Step[]
  readonly undone: readonly Step[]
}

/** Steps kept; older ones can no longer be undone. */
const mostSteps = 2_000
/** Commands of one word within this time are one step, ms. */
const joinWithin = 1_500
const mostRounds = 20

export class CommandStack {
  #state: StackState
  readonly #behaviours: readonly Behaviour[]
  readonly #clock: () => number
  readonly #listeners = new Set<() => void>()

  constructor(set: DesignSet, behaviours: readonly Behaviour[], clock: () => number = Date.now) {
    this.#state = { set, selection: null, done: [], undone: [] }
    this.#behaviours = behaviours
    this.#clock = clock
  }

  get state(): StackState {
    return this.#state
  }

  /** Calls after every change; returns its own disposer. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  select(selection: ElementAddress | null): void {
    this.#become({ ...this.#state, selection })
  }

  execute(command: DesignCommand): void {
    const { set, selection, done } = this.#state
    const recording = createRecording(set)
    for (const behaviour of this.#behaviours) behaviour.before?.(command, recording)
    recording.run(command)
    this.#follow(recording, set)
    const edits = recording.edits()
    const selectedAfter = command.selects === undefined ? selection : command.selects
    if (edits.length === 0) return this.select(selectedAfter)
    const step: Step = {
      ...{ label: command.label, edits, selectedBefore: selection, selectedAfter },
      ...{ joins: command.joins ?? null, at: this.#clock() },
    }
    const last = done.at(-1)
    const steps =
      last && joinsWith(last, step)
        ? [...done.slice(0, -1), joined(last, step)]
        : [...done, step].slice(-mostSteps)
    this.#become({ set: recording.set, selection: selectedAfter, done: steps, undone: [] })
  }

  undo(): void {
    const { set, done, undone } = this.#state
    const step = done.at(-1)
    if (!step) return
    const edits = step.edits.map(({ uid, before, after }) => ({
      uid,
      before: after,
      after: before,
    }))
    this.#become({
      ...{ set: withEdits(set, edits), selection: step.selectedBefore },
      ...{ done: done.slice(0, -1), undone: [...undone, step] },
    })
  }

  redo(): void {
    const { set, done, undone } = this.#state
    const step = undone.at(-1)
    if (!step) return
    this.#become({
      ...{ set: withEdits(set, step.edits), selection: step.selectedAfter },
      // A step that was undone and done again is finished: typing goes on in a new one.
      ...{ done: [...done, { ...step, joins: null }], undone: undone.slice(0, -1) },
    })
  }

  /** Takes in what others changed: no step of ours, so undo leaves it. */
  receive(edits: readonly Edit[]): void {
    if (edits.length > 0) this.#become({ ...this.#state, set: withEdits(this.#state.set, edits) })
  }

  /** Each behaviour sees, once, every edit that is not its own; several changes of a definition as one. */
  #follow(recording: ReturnType<typeof createRecording>, earlier: DesignSet): void {
    const seen = new Map<Behaviour, DesignSet>(this.#behaviours.map((one) => [one, earlier]))
    for (let round = 0; round < mostRounds; round += 1) {
      let isQuiet = true
      for (const behaviour of this.#behaviours) {
        const edits = editsBetween(seen.get(behaviour)!, recording.set)
        if (edits.length === 0 || !behaviour.after) continue
        isQuiet = false
        behaviour.after(edits, recording, earlier)
        seen.set(behaviour, recording.set)
      }
      if (isQuiet) return
    }
    throw new Error('behaviours answer each other without end')
  }

  #become(next: StackState): void {
    this.#state = next
    for (const listener of this.#listeners) listener()
  }
}

/** What differs, definition by definition. */
export function editsBetween(before: DesignSet, after: DesignSet): Edit[] {
  if (before === after) return []
  const uids = new Set([...before.keys(), ...after.keys()])
  return [...uids].flatMap((uid) => {
    const [old = null, now = null] = [before.get(uid), after.get(uid)]
    return old === now ? [] : [{ uid, before: old, after: now }]
  })
}

function withEdits(set: DesignSet, edits: readonly Edit[]): DesignSet {
  const next = new Map(set)
  for (const edit of edits) {
    const is = edited(set.get(edit.uid) ?? null, edit)
    if (is) next.set(edit.uid, is)
    else next.delete(edit.uid)
  }
  return next
}

/** The definition with an edit done to it; if it is not what the edit was made on, only the difference. */
function edited(now: DesignDefinition | null, { before, after }: Edit): DesignDefinition | null {
  if (now === before || now === null || before === null || after === null) return after
  const { kind } = after
  const difference = overlayOf(kind, '', before.document, after.document)
  const { document } = applyOverlay(kind, now.document, difference)
  return { ...now, document: document as Members }
}

function joinsWith(last: Step, next: Step): boolean {
  return next.joins !== null && last.joins === next.joins && next.at - last.at < joinWithin
}

function joined(first: Step, second: Step): Step {
  const known = new Map(first.edits.map((edit) => [edit.uid, edit]))
  for (const edit of second.edits) {
    known.set(edit.uid, { ...edit, before: (known.get(edit.uid) ?? edit).before })
  }
  return { ...second, edits: [...known.values()], selectedBefore: first.selectedBefore }
}
