import { language } from '#runtime/texts/index.ts'
import {
  CommandStack,
  behaviours,
  checkSet,
  findDefinition,
  keyOf,
  pathOf,
  textOf,
} from '#designer/document/index.ts'
import type {
  CheckedSet,
  DesignCommand,
  DesignDefinition,
  DesignSet,
  ElementAddress,
  StackState,
} from '#designer/document/index.ts'
import { Autosave } from '#designer/document/saving/autosave.ts'
import type { SavingState } from '#designer/document/saving/autosave.ts'
import type { DraftsClient, PatchStep } from '#designer/document/saving/drafts_client.ts'
import type { EditKeeper } from '#designer/document/saving/kept_edits.ts'
import { loadWorkshop } from '#designer/document/saving/load_workshop.ts'
import type { ServerCopy } from '#designer/document/saving/load_workshop.ts'

/** A problem at the element it is about. */
export interface PlacedProblem {
  readonly code: string
  readonly severity: 'error' | 'warning'
  readonly at: ElementAddress | null
  readonly pointer: string
  readonly message: string
  readonly fix: string | null
  readonly patch: readonly PatchStep[] | null
}

export interface WorkshopState extends StackState {
  readonly saving: SavingState
  /** The last check of the set; it follows edits by a moment. */
  readonly checked: CheckedSet
  readonly problems: readonly PlacedProblem[]
}

/** Everything a screen of the designer reads and does. */
export interface Workshop {
  readonly state: WorkshopState
  subscribe(listener: () => void): () => void
  /** Whether the person may change definitions; else commands do nothing, and the frame says so. */
  readonly mayEdit: boolean
  execute(command: DesignCommand): void
  undo(): void
  redo(): void
  select(selection: ElementAddress | null): void
  /** Saves now what is not saved yet. */
  save(): Promise<void>
  settle: Autosave['settle']
  /** What the server has of a definition. */
  copyOf(uid: string): ServerCopy | null
  /** Definitions that are active, whether they are still here or not. */
  activeUids(): string[]
  /** Reads everything anew, after a release. Edits that are not saved stay. @throws ApiError */
  reload(): Promise<void>
  /** Stops saving and checking. */
  close(): void
}

/** Pause before the set is checked, ms: compiling everything at each key would be felt. */
const checkAfter = 150

/** Opens the workshop: reads drafts and definitions, takes up what was not saved. @throws ApiError */
export async function openWorkshop(
  client: DraftsClient,
  { keeper, mayEdit }: { keeper: EditKeeper; mayEdit: boolean }
): Promise<Workshop> {
  const loaded = await loadWorkshop(client)
  const stack = new CommandStack(loaded.set, behaviours)
  const saving = new Autosave({ stack, client, keeper, loaded })
  const listeners = new Set<() => void>()
  let checked = checkSet(stack.state.set)
  let timer: ReturnType<typeof setTimeout> | null = null
  let state = stateNow()

  function stateNow(): WorkshopState {
    const { state: stacked } = stack
    const { state: saved } = saving
    return { ...stacked, saving: saved, checked, problems: problemsOf(stacked.set, checked, saved) }
  }
  function tell(): void {
    state = stateNow()
    for (const listener of listeners) listener()
  }
  function check(): void {
    timer = null
    checked = checkSet(stack.state.set)
    tell()
  }
  let set = stack.state.set
  const stops = [
    stack.subscribe(() => {
      if (stack.state.set !== set) {
        set = stack.state.set
        if (timer !== null) clearTimeout(timer)
        timer = setTimeout(check, checkAfter)
      }
      tell()
    }),
    saving.subscribe(tell),
    saving.start(),
  ]
  return {
    get state() {
      return state
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    mayEdit,
    execute: (command) => {
      if (mayEdit) stack.execute(command)
    },
    undo: () => stack.undo(),
    redo: () => stack.redo(),
    select: (selection) => stack.select(selection),
    save: () => saving.flush(),
    settle: (take) => saving.settle(take),
    copyOf: (uid) => saving.copyOf(uid),
    activeUids: () => saving.activeUids(),
    async reload() {
      await saving.flush()
      const next = await loadWorkshop(client)
      const now = stack.state.set
      const mine = saving.unsavedUids()
      const uids = new Set([...now.keys(), ...next.set.keys()])
      const theirs = [...uids].filter((uid) => !mine.has(uid))
      stack.receive(
        theirs.map((uid) => ({
          uid,
          before: now.get(uid) ?? null,
          after: next.set.get(uid) ?? null,
        }))
      )
      saving.adopt(next)
    },
    close() {
      if (timer !== null) clearTimeout(timer)
      for (const stop of stops) stop()
    },
  }
}

/**
 * Problems the engine finds in this moment, and those of shape that the server told, as long as the
 * definition still is what it checked.
 */
function problemsOf(set: DesignSet, checked: CheckedSet, saving: SavingState): PlacedProblem[] {
  const found = checked.problems.map((problem) => ({ ...problem, patch: null }))
  const names = new Set(found.map(nameOfProblem))
  const told = saving.problems
    .filter((problem) => {
      const definition = findDefinition(set, problem.kind, problem.key)
      return definition !== undefined && isAsChecked(definition, saving)
    })
    .map((problem) => ({ ...problem, message: problem.message[language] }))
  const patches = new Map(told.map((one) => [nameOfProblem(one), one]))
  return [...found, ...told.filter((one) => !names.has(nameOfProblem(one)))].map((problem) => {
    const { kind, key, code, severity, pointer, fix = null } = problem
    const same = patches.get(nameOfProblem(problem))
    const definition = findDefinition(set, kind, key)
    const at = definition ? { uid: definition.uid, path: pathOf(definition, pointer) } : null
    const message = language === 'en' && same ? same.message : problem.message
    return { code, severity, at, pointer, message, fix, patch: same?.patch ?? null }
  })
}

function nameOfProblem({
  code,
  kind,
  key,
  pointer,
}: {
  code: string
  kind: string
  key: string
  pointer: string
}) {
  return `${code} ${kind} ${key}#${pointer}`
}

function isAsChecked(definition: DesignDefinition, saving: SavingState): boolean {
  return keyOf(definition) !== '' && saving.checked.get(definition.uid) === textOf(definition)
}
