/**
 * A rename: the new name at the thing itself and wherever definitions name it, found by the marks of
 * the meta-schema and never by searching text. Identities stay, so no data moves.
 */
import type { ReferenceWorld } from './use.ts'
import { nameOf } from './use.ts'
import { usesIn } from './uses_in.ts'
import { editNames, renameMember } from './edit_document.ts'
import { moveTranslations } from './move_translations.ts'
import type { NameEdit } from './edit_document.ts'

/** A definition of the set that is renamed in. */
export interface SetMember {
  readonly kind: string
  readonly key: string
  readonly document: Readonly<Record<string, unknown>>
}

/** What is renamed, and its new key: for a module or definition the whole key, for a field its own. */
export interface Renaming {
  readonly kind: string
  readonly key: string
  readonly field?: string
  readonly to: string
  /** Keeps what entities and fields were called, for requests that still say it; absent: nothing is kept. */
  readonly former?: {
    /** Day of the rename, YYYY-MM-DD. */
    readonly since: string
    /** Whether anybody can know the thing of this uid under this name. */
    isKnown(uid: string, key: string): boolean
  }
}

/** A definition that the rename changes; `key` is the one it has now. */
export interface Renamed extends SetMember {
  readonly after: Readonly<Record<string, unknown>>
}

/**
 * Every definition that changes, the renamed one among them. Pure. Whether the new name is free and
 * well-formed is found by the check of the result, as for any other edit.
 */
export function renameIn(
  members: readonly SetMember[],
  world: ReferenceWorld,
  renaming: Renaming
): Renamed[] {
  const names = newNames(members, renaming)
  const changed = members.flatMap((member) => {
    const edits: NameEdit[] = []
    usesIn(member, world, ({ pointer, place, target, span }) => {
      const name = names.get(nameOf(target))
      if (name !== undefined && span) edits.push({ pointer, place, span, name })
    })
    const edited = editNames(member.document, edits) as Record<string, unknown>
    const own = renameOwn(member, edited, renaming, names)
    return own || edits.length > 0 ? [{ ...member, after: edited }] : []
  })
  return moveTranslations(members, changed)
}

/** The new name of each thing that gets one, by what it is called now. */
function newNames(members: readonly SetMember[], renaming: Renaming): Map<string, string> {
  const { kind, key, field, to } = renaming
  if (field !== undefined) {
    return new Map([[nameOf({ kind, key, part: { of: 'field', id: field } }), to]])
  }
  const names = new Map([[nameOf({ kind, key }), to]])
  if (kind !== 'module') return names
  for (const member of members) {
    if (!member.key.startsWith(`${key}.`)) continue
    names.set(nameOf(member), to + member.key.slice(key.length))
  }
  return names
}

/** Writes the new name where the thing itself is declared; tells whether this is it. */
function renameOwn(
  member: SetMember,
  document: Record<string, unknown>,
  { kind, key, field, to, former }: Renaming,
  names: ReadonlyMap<string, string>
): boolean {
  if (field === undefined) {
    const name = names.get(nameOf({ kind: member.kind, key: member.key }))
    if (name === undefined) return false
    document.key = name
    const own = { uid: document.uid, from: member.key, to: name }
    if (member.kind === 'entity') keepFormer(document, own, former)
    return true
  }
  if (member.kind !== kind || member.key !== key) return false
  const { properties } = (document.schema ?? {}) as { properties?: Record<string, unknown> }
  if (!properties || !Object.hasOwn(properties, field)) return false
  const { 'x-uid': uid } = properties[field] as { 'x-uid'?: unknown }
  renameMember(properties, field, to)
  keepFormer(document, { uid, from: field, to }, former)
  return true
}

interface Alias {
  readonly key?: unknown
  readonly uid?: unknown
}

/** The old name joins the former ones; a former name that is taken up again leaves them. */
function keepFormer(
  document: Record<string, unknown>,
  { uid, from, to }: { uid: unknown; from: string; to: string },
  former: Renaming['former']
): void {
  if (!former || typeof uid !== 'string') return
  const before = Array.isArray(document.aliases) ? (document.aliases as Alias[]) : []
  const kept = before.filter((one) => one.uid !== uid || (one.key !== to && one.key !== from))
  const own = former.isKnown(uid, from) ? [{ key: from, uid, since: former.since }] : []
  const aliases = [...kept, ...own]
  if (aliases.length > 0) document.aliases = aliases
  else delete document.aliases
}
