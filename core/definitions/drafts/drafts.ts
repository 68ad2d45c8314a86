/**
 * Drafts (草稿): definitions being edited, one for each, seen by every implementer and by nobody else.
 * Each save is checked as a part of the set it would be published in.
 */
import { adviseOn } from '#engine/compile/index.ts'
import type { CompiledApplication } from '#engine/compile/index.ts'
import { Refusal } from '#engine/errors.ts'
import { nameOf, renameIn } from '#engine/references/index.ts'
import type { Renaming } from '#engine/references/index.ts'
import { letOthersIn } from '#core/storage/index.ts'
import type { Database } from '#core/storage/index.ts'
import {
  draftHashRequired,
  draftStale,
  draftUnknown,
  renameInvalid,
  renameUnknown,
} from '../errors.ts'
import { refuseProblems } from '../problem_text.ts'
import type { ShownProblem } from '../problem_text.ts'
import type { Registry } from '../registry/registry.ts'
import type { CheckShape } from '../registry/load_release.ts'
import { checkSet, showProblems } from './check_set.ts'
import { readDraftDocument } from './draft_document.ts'
import { deleteDrafts, lockDrafts, putDrafts, readDraft, readDrafts } from './draft_store.ts'
import type { Draft } from './draft_store.ts'
import { workingSet } from './working_set.ts'

/** What a save answers: the draft, and every problem of the set it would be published in. */
export interface SavedDraft {
  draft: Draft
  problems: ShownProblem[]
}

export interface DraftsEnvironment {
  database: Database
  registry: Registry
  checkShape: CheckShape
  clock: () => Date
}

export interface Drafts {
  list(): Promise<Draft[]>
  /** @throws E_DRAFT_UNKNOWN */
  get(kind: string, key: string): Promise<SavedDraft>
  /**
   * Keeps a draft. `body` is the definition; null takes it out of use when published.
   *
   * @param seen hash of the draft, or of the active definition, that the author saw
   * @throws E_DRAFT_STALE, E_DRAFT_HASH_REQUIRED, E_DRAFT_MISPLACED, E_DEFINITION_INVALID
   */
  save(
    address: Address,
    body: unknown,
    given: { seen: string | null; by: string }
  ): Promise<SavedDraft>
  /** @throws E_DRAFT_UNKNOWN, E_DRAFT_STALE */
  discard(address: Address, seen: string | null): Promise<void>
  /** Renames in drafts, everywhere at once. @throws E_RENAME_UNKNOWN, E_DEFINITION_INVALID */
  rename(renaming: Renaming, by: string): Promise<{ drafts: Draft[]; problems: ShownProblem[] }>
  /** Keeps several drafts at once, as an import does: all or none. */
  saveAll(
    documents: readonly { address: Address; body: unknown }[],
    by: string
  ): Promise<{
    drafts: Draft[]
    problems: ShownProblem[]
  }>
  check(): Promise<ShownProblem[]>
}

export interface Address {
  kind: string
  key: string
}

export function createDrafts(environment: DraftsEnvironment): Drafts {
  const { database, registry, clock } = environment
  const activeAt = ({ kind, key }: Address) =>
    registry.active().definitions.find((one) => one.kind === kind && one.key === key) ?? null

  function draftOf(
    { kind, key }: Address,
    body: unknown,
    earlier: Draft | null,
    by: string
  ): Draft {
    const active = activeAt({ kind, key })
    const known = earlier && earlier.text !== '' ? earlier : active
    const meta = { base: active?.hash ?? earlier?.base ?? null, at: clock().toISOString(), by }
    if (body === null) {
      if (!active) throw new Refusal(draftUnknown({ kind, key }))
      return { kind, key, uid: active.uid, ...meta, hash: `removed ${active.hash}`, text: '' }
    }
    return { ...readDraftDocument({ kind, key }, body, known), ...meta }
  }

  /** The last check, for what was checked: drafts are looked at more often than they change. */
  let last: { of: string; problems: ShownProblem[] } | null = null

  async function problemsNow(): Promise<ShownProblem[]> {
    const all = await readDrafts(database.read)
    const of = [registry.releaseId, ...all.map(({ uid, hash }) => `${uid} ${hash}`)].join('\n')
    if (last?.of === of) return last.problems
    const set = workingSet(registry.active().definitions, all)
    const checked = await checkSet(database.read, set, environment.checkShape)
    // What will be regretted is told of what is being edited, not of the rest of the world.
    const edited = new Set(all.map(({ kind, key }) => `${kind} ${key}`))
    const advice = checked.application ? adviseOn(checked.application) : []
    const own = advice.filter(({ kind, key }) => edited.has(`${kind} ${key}`))
    last = { of, problems: showProblems([...checked.problems, ...own], set) }
    return last.problems
  }

  return {
    list: () => readDrafts(database.read),
    check: problemsNow,

    async get(kind, key) {
      const draft = await readDraft(database.read, kind, key)
      if (!draft) throw new Refusal(draftUnknown({ kind, key }))
      return { draft, problems: await problemsNow() }
    },

    async save(address, body, { seen, by }) {
      const draft = await database.tx(async (t) => {
        const { kind, key } = address
        const earlier = await readDraft(t, kind, key, t.dialect.forUpdate)
        refuseUnseen(earlier, activeAt(address)?.hash ?? null, seen)
        const next = draftOf(address, body, earlier, by)
        await putDrafts(t, [next])
        return next
      })
      return { draft, problems: await problemsNow() }
    },

    async discard({ kind, key }, seen) {
      await database.tx(async (t) => {
        const draft = await readDraft(t, kind, key, t.dialect.forUpdate)
        if (!draft) throw new Refusal(draftUnknown({ kind, key }))
        if (seen !== null && seen !== draft.hash) throw stale(draft)
        await deleteDrafts(t, [draft])
      })
    },

    async rename(renaming, by) {
      refuseMisshapen(renaming)
      const set = workingSet(registry.active().definitions, await readDrafts(database.read))
      const checked = await checkSet(database.read, set, environment.checkShape)
      if (!checked.application) throw refuseProblems(checked.problems)
      const members = set.map(({ kind, key, text }) => ({ kind, key, document: JSON.parse(text) }))
      if (!isThere(renaming, checked.application.entities, members)) {
        const { kind, key, field = null } = renaming
        throw new Refusal(renameUnknown({ kind, key, field }))
      }
      const at = clock().toISOString()
      const { application } = registry.active()
      const former = {
        since: at.slice(0, 10),
        isKnown: (uid: string, key: string) => isPublished(application, uid, key),
      }
      const changed = renameIn(members, checked.application, { ...renaming, former })
      const drafts = changed.map(({ kind, key, after }): Draft => {
        const one = set.find((member) => member.kind === kind && member.key === key)!
        const address = { kind, key: String(after.key) }
        const { text, hash, uid } = readDraftDocument(address, after, one)
        const base = one.draft ? one.draft.base : one.hash
        return { ...address, uid, base, hash, text, at, by }
      })
      await database.tx((t) => putDrafts(t, drafts))
      return { drafts, problems: await problemsNow() }
    },

    async saveAll(documents, by) {
      const drafts = await database.tx(async (t) => {
        const there = await lockDrafts(
          t,
          documents.map(({ address }) => address)
        )
        const earlier = new Map(there.map((draft) => [`${draft.kind} ${draft.key}`, draft]))
        const made: Draft[] = []
        for (const { address, body } of documents) {
          await letOthersIn()
          const known = earlier.get(`${address.kind} ${address.key}`) ?? null
          made.push(draftOf(address, body, known, by))
        }
        await putDrafts(t, made)
        return made
      })
      return { drafts, problems: await problemsNow() }
    },
  }
}

/** A draft is saved over by whoever saw it; the first save may name what is active, or nothing. */
function refuseUnseen(earlier: Draft | null, active: string | null, seen: string | null): void {
  if (earlier && seen === null) throw new Refusal(draftHashRequired({}))
  if (seen === null || seen === (earlier ? earlier.hash : active)) return
  throw stale(earlier)
}

function stale(draft: Draft | null): Refusal {
  return new Refusal(
    draftStale({ hash: draft?.hash ?? null, by: draft?.by ?? null, at: draft?.at ?? null })
  )
}

/** Whether the active release has this entity, or a field of this uid, under this key. */
function isPublished({ entities }: CompiledApplication, uid: string, key: string): boolean {
  if (entities.get(key)?.uid === uid) return true
  return [...entities.values()].some((entity) => entity.byUid.get(uid)?.key === key)
}

/** Modules have one word, fields too; every other key is `module.name`. @throws E_RENAME_INVALID */
function refuseMisshapen({ kind, field, to }: Renaming): void {
  const shape =
    field !== undefined
      ? { pattern: /^[a-z][a-z0-9_]{0,39}$/, like: 'unit_price' }
      : kind === 'module'
        ? { pattern: /^[a-z][a-z0-9_]{1,29}$/, like: 'library' }
        : { pattern: /^[a-z][a-z0-9_]{1,29}\.[a-z][a-z0-9_]{0,39}$/, like: 'library.book' }
  if (shape.pattern.test(to)) return
  throw new Refusal(renameInvalid({ to: to.slice(0, 80), like: shape.like }))
}

function isThere(
  { kind, key, field }: Renaming,
  entities: ReadonlyMap<string, { fields: ReadonlyMap<string, unknown> }>,
  members: readonly Address[]
): boolean {
  if (field !== undefined) return kind === 'entity' && entities.get(key)?.fields.has(field) === true
  return members.some((member) => nameOf(member) === nameOf({ kind, key }))
}
