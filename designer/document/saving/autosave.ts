/**
 * Drafts are saved by themselves: shortly after an edit, each definition with the hash it was edited
 * from (`If-Match`). What the server refuses is told and tried again with the next edit; without a
 * network edits wait in the browser; a draft that somebody else saved meanwhile is merged by identity,
 * and only what both changed is asked about.
 */
import { ApiError } from '#runtime/client/api_error.ts'
import type { CommandStack } from '../commands/command_stack.ts'
import { keyOf, textOf } from '../definition.ts'
import type { DesignDefinition, Members } from '../definition.ts'
import type { DraftsClient, SavedDraft, ToldProblem } from './drafts_client.ts'
import type { EditKeeper, KeptEdit } from './kept_edits.ts'
import type { LoadedWorkshop, ServerCopy } from './load_workshop.ts'
import { conflictsOf, merged } from './merge.ts'
import type { Conflict, Versions } from './merge.ts'

/** A definition that two people changed in the same places. */
export interface OpenConflict {
  readonly uid: string
  readonly versions: Versions
  readonly conflicts: readonly Conflict[]
}

export interface SavingState {
  readonly phase: 'saved' | 'waiting' | 'saving' | 'offline' | 'refused'
  /** Definitions with edits no server has yet. */
  readonly unsaved: number
  /** When a save last succeeded, ms. */
  readonly savedAt: number | null
  /** What the server said of edits it refused, by uid. */
  readonly refusals: ReadonlyMap<string, string>
  readonly conflict: OpenConflict | null
  readonly problems: readonly ToldProblem[]
  /** Texts the problems are about, by uid: of another text they may no longer be true. */
  readonly checked: ReadonlyMap<string, string>
}

/** Pause after the last edit, ms. */
const pause = 700
/** Without a network it is tried again this often, ms. */
const retryEvery = 10_000

export class Autosave {
  #state: SavingState
  readonly #stack: CommandStack
  readonly #client: DraftsClient
  readonly #keeper: EditKeeper
  readonly #copies: Map<string, ServerCopy>
  readonly #listeners = new Set<() => void>()
  #timer: ReturnType<typeof setTimeout> | null = null
  #running: Promise<void> | null = null

  constructor(given: {
    stack: CommandStack
    client: DraftsClient
    keeper: EditKeeper
    loaded: LoadedWorkshop
  }) {
    this.#stack = given.stack
    this.#client = given.client
    this.#keeper = given.keeper
    this.#copies = new Map(given.loaded.copies)
    this.#state = {
      ...{ phase: 'saved', unsaved: 0, savedAt: null, refusals: new Map(), conflict: null },
      ...{ problems: given.loaded.problems, checked: textsOf(given.loaded.set) },
    }
  }

  get state(): SavingState {
    return this.#state
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Begins to watch the stack; edits kept from before are taken in first. Returns the way to stop. */
  start(): () => void {
    this.#takeUp(this.#keeper.read())
    let set = this.#stack.state.set
    const stop = this.#stack.subscribe(() => {
      if (this.#stack.state.set === set) return
      set = this.#stack.state.set
      this.#changed()
    })
    if (this.#unsaved().length > 0) this.#changed()
    return () => {
      stop()
      if (this.#timer !== null) clearTimeout(this.#timer)
    }
  }

  /** What the server has of a definition: active and draft. */
  copyOf(uid: string): ServerCopy | null {
    return this.#copies.get(uid) ?? null
  }

  activeUids(): string[] {
    return [...this.#copies.values()].flatMap(({ uid, active }) => (active ? [uid] : []))
  }

  /** Definitions with edits that no server has: refused ones, and those that wait for a network. */
  unsavedUids(): ReadonlySet<string> {
    return new Set(this.#unsaved())
  }

  /** Saves now; resolves when everything was tried once. */
  async flush(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    while (this.#running) await this.#running
    this.#running = this.#saveAll().finally(() => (this.#running = null))
    await this.#running
  }

  /** Settles a conflict: what was chosen of theirs, for the rest mine; then saves. */
  async settle(take: readonly Conflict[]): Promise<void> {
    const { conflict } = this.#state
    if (!conflict) return
    this.#become({ conflict: null })
    this.#receive(conflict.uid, merged(conflict.versions, take))
    await this.flush()
  }

  /** Forgets what the server has and takes it anew, after a release: drafts are used up. */
  adopt(loaded: LoadedWorkshop): void {
    this.#copies.clear()
    for (const [uid, copy] of loaded.copies) this.#copies.set(uid, copy)
    this.#become({ problems: loaded.problems, checked: textsOf(loaded.set) })
    this.#changed()
  }

  #changed(): void {
    const unsaved = this.#unsaved()
    this.#keeper.write(unsaved.map((uid) => this.#kept(uid)))
    this.#become({ unsaved: unsaved.length, phase: unsaved.length > 0 ? 'waiting' : 'saved' })
    if (this.#timer !== null) clearTimeout(this.#timer)
    if (unsaved.length > 0) this.#timer = setTimeout(() => void this.flush(), pause)
  }

  #unsaved(): string[] {
    const { set } = this.#stack.state
    const uids = new Set([...set.keys(), ...this.#copies.keys()])
    return [...uids].filter((uid) => {
      const definition = set.get(uid)
      const copy = this.#copies.get(uid)
      const kept = copy ? keptBy(copy) : null
      return (
        (definition ? textOf(definition) : null) !==
        (kept && textOf({ kind: copy!.kind, document: kept }))
      )
    })
  }

  #kept(uid: string): KeptEdit {
    const definition = this.#stack.state.set.get(uid)
    const copy = this.#copies.get(uid)
    return {
      ...{ uid, kind: definition?.kind ?? copy!.kind, layer: definition?.layer ?? 'product' },
      ...{ document: definition?.document ?? null, base: copy ? keptBy(copy) : null },
    }
  }

  /** Edits of an earlier visit, laid over what is there now. */
  #takeUp(edits: readonly KeptEdit[]): void {
    for (const { uid, kind, layer, document, base } of edits) {
      const before = this.#stack.state.set.get(uid) ?? null
      const mine =
        document && base && before
          ? merged({ kind, base, mine: document, theirs: before.document }, [])
          : document
      const after = mine && { uid, kind, layer: before?.layer ?? layer, document: mine }
      this.#stack.receive([{ uid, before, after }])
    }
  }

  async #saveAll(): Promise<void> {
    const waiting = this.#unsaved().filter((uid) => uid !== this.#state.conflict?.uid)
    if (waiting.length === 0) return this.#become({ phase: 'saved', unsaved: 0 })
    this.#become({ phase: 'saving' })
    const refusals = new Map<string, string>()
    for (const uid of waiting) {
      try {
        await this.#saveOne(uid)
      } catch (error) {
        if (!(error instanceof ApiError)) throw error
        if (error.status === 0) return this.#waitForNetwork()
        if (error.has('E_DRAFT_STALE') || error.has('E_DRAFT_HASH_REQUIRED'))
          await this.#takeIn(uid)
        else refusals.set(uid, error.message)
      }
    }
    const unsaved = this.#unsaved()
    this.#keeper.write(unsaved.map((uid) => this.#kept(uid)))
    const phase = refusals.size > 0 ? 'refused' : unsaved.length > 0 ? 'waiting' : 'saved'
    this.#become({ phase, refusals, unsaved: unsaved.length, savedAt: Date.now() })
    const again = unsaved.some((uid) => !refusals.has(uid)) && this.#state.conflict === null
    if (again) this.#timer = setTimeout(() => void this.flush(), pause)
  }

  #waitForNetwork(): void {
    this.#become({ phase: 'offline', unsaved: this.#unsaved().length })
    this.#timer = setTimeout(() => void this.flush(), retryEvery)
  }

  /** Brings the server's draft to what stands here: kept, discarded (as it is active), or a removal. */
  async #saveOne(uid: string): Promise<void> {
    const definition = this.#stack.state.set.get(uid) ?? null
    const copy = this.#copies.get(uid) ?? null
    const { active = null, draft = null } = copy ?? {}
    const isActive = definition
      ? active !== null &&
        textOf(definition) === textOf({ kind: definition.kind, document: active.document })
      : active === null
    const kind = definition?.kind ?? copy!.kind
    if (isActive) {
      if (draft) await this.#client.discard({ kind, key: draft.key }, draft.hash)
      if (active) this.#copies.set(uid, { uid, kind, active, draft: null })
      else this.#copies.delete(uid)
      this.#become({
        problems: await this.#client.problems(),
        checked: textsOf(this.#stack.state.set),
      })
      return
    }
    const key = definition ? keyOf(definition) : active!.key
    const at = { kind, key }
    const known = draft?.key === key ? draft : active?.key === key && !draft ? active : null
    const texts = textsOf(this.#stack.state.set)
    const saved = definition
      ? await this.#client.save(at, definition.document, known?.hash ?? null)
      : await this.#client.remove(at, known?.hash ?? null)
    this.#saved(saved, active, definition)
    this.#become({ problems: saved.problems, checked: texts })
  }

  #saved(
    { data, draft }: SavedDraft,
    active: ServerCopy['active'],
    sent: DesignDefinition | null
  ): void {
    const { uid, kind, key, hash } = draft
    this.#copies.set(uid, { uid, kind, active, draft: { key, hash, document: data } })
    // The server gives identities that were left out.
    if (data && sent && textOf({ kind, document: data }) !== textOf(sent)) {
      const mine = this.#stack.state.set.get(uid)?.document ?? data
      this.#receive(uid, merged({ kind, base: sent.document, mine, theirs: data }, []))
    }
  }

  /** Somebody else saved the draft: theirs becomes what mine is laid over. */
  async #takeIn(uid: string): Promise<void> {
    const definition = this.#stack.state.set.get(uid) ?? null
    const copy = this.#copies.get(uid)
    const kind = definition?.kind ?? copy!.kind
    const key = copy?.draft?.key ?? (definition ? keyOf(definition) : copy!.active!.key)
    const base = (copy && keptBy(copy)) ?? null
    const theirs = await this.#client.draft({ kind, key }).catch((error: unknown) => {
      if (error instanceof ApiError && error.status === 404) return null
      throw error
    })
    const { active = null } = copy ?? {}
    const draft = theirs && {
      key: theirs.draft.key,
      hash: theirs.draft.hash,
      document: theirs.data,
    }
    this.#copies.set(uid, { uid, kind, active, draft })
    const other = draft ? draft.document : (active?.document ?? null)
    if (!definition || !base || !other) return
    const versions = { kind, base, mine: definition.document, theirs: other }
    const conflicts = conflictsOf(versions)
    if (conflicts.length > 0) this.#become({ conflict: { uid, versions, conflicts } })
    else this.#receive(uid, merged(versions, []))
  }

  #receive(uid: string, document: Members): void {
    const before = this.#stack.state.set.get(uid) ?? null
    if (before) this.#stack.receive([{ uid, before, after: { ...before, document } }])
  }

  #become(next: Partial<SavingState>): void {
    this.#state = { ...this.#state, ...next }
    for (const listener of this.#listeners) listener()
  }
}

/** What the server would publish of a definition; null: nothing. */
function keptBy({ active, draft }: ServerCopy): Members | null {
  return draft ? draft.document : (active?.document ?? null)
}

function textsOf(set: ReadonlyMap<string, DesignDefinition>): ReadonlyMap<string, string> {
  return new Map([...set.values()].map((one) => [one.uid, textOf(one)]))
}
