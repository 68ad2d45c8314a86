/**
 * A rename: the new name at the thing itself and wherever definitions name it, found by the marks of
 * the meta-schema and never by searching text. Identities stay, so no data moves.
 */
import type { ReferenceWorld } from './use.ts'
import { nameOf } from './use.ts'
import { usesIn } from './uses_in.ts'
import { editNames, renameMembers } from './edit_document.ts'
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
  const changed = renameAll(members, world, newNames(members, renaming))
  for (const one of changed) keepFormer(one, renaming)
  return changed
}

/**
 * Writes several new names at once, each by `nameOf` what it names now.
 *
 * @param onUse told of every place that is rewritten, declarations left out
 */
export function renameAll(
  members: readonly SetMember[],
  world: ReferenceWorld,
  names: ReadonlyMap<string, string>,
  onUse: (name: string) => void = () => {}
): Renamed[] {
  const changed = members.flatMap((member) => {
    const edits: NameEdit[] = []
    usesIn(member, world, ({ pointer, place, target, span }) => {
      const name = names.get(nameOf(target))
      if (name === undefined || !span) return
      edits.push({ pointer, place, span, name })
      onUse(nameOf(target))
    })
    const edited = editNames(member.document, edits) as Record<string, unknown>
    const own = renameOwn(member, edited, names)
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

/** Writes new names where the things themselves are declared; tells whether there is one. */
function renameOwn(
  { kind, key }: SetMember,
  document: Record<string, unknown>,
  names: ReadonlyMap<string, string>
): boolean {
  const name = names.get(nameOf({ kind, key }))
  if (name !== undefined) document.key = name
  if (kind !== 'entity') return name !== undefined
  const { properties = {} } = (document.schema ?? {}) as { properties?: Record<string, unknown> }
  const nameOfField = (id: string) => names.get(nameOf({ kind, key, part: { of: 'field', id } }))
  const fields = Object.keys(properties).filter((id) => nameOfField(id) !== undefined)
  if (fields.length > 0) renameMembers(properties, (id) => nameOfField(id) ?? id)
  return name !== undefined || fields.length > 0
}

interface Alias {
  readonly key?: unknown
  readonly uid?: unknown
}

/** The old name joins the former ones; a former name that is taken up again leaves them. */
function keepFormer({ kind, key, document: was, after }: Renamed, renaming: Renaming): void {
  const { field, to, former } = renaming
  const isOwn = field === undefined ? after.key !== key : renaming.key === key
  if (kind !== 'entity' || !former || !isOwn) return
  const [from, name] = field === undefined ? [key, String(after.key)] : [field, to]
  const uid = field === undefined ? was.uid : uidOfField(was, field)
  if (typeof uid !== 'string') return
  const before = Array.isArray(after.aliases) ? (after.aliases as Alias[]) : []
  const kept = before.filter((one) => one.uid !== uid || (one.key !== name && one.key !== from))
  const own = former.isKnown(uid, from) ? [{ key: from, uid, since: former.since }] : []
  const aliases = [...kept, ...own]
  const document = after as Record<string, unknown>
  if (aliases.length > 0) document.aliases = aliases
  else delete document.aliases
}

function uidOfField({ schema }: SetMember['document'], field: string): unknown {
  const { properties } = (schema ?? {}) as { properties?: Record<string, { 'x-uid'?: unknown }> }
  return properties?.[field]?.['x-uid']
}
