/**
 * A rename: the new name at the thing itself and wherever definitions name it, found by the marks of
 * the meta-schema and never by searching text. Identities stay, so no data moves.
 */
import type { ReferenceWorld } from './use.ts'
import { nameOf } from './use.ts'
import { usesIn } from './uses_in.ts'
import { editNames, renameMember } from './edit_document.ts'
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
  return members.flatMap((member) => {
    const edits: NameEdit[] = []
    usesIn(member, world, ({ pointer, place, target, span }) => {
      const name = names.get(nameOf(target))
      if (name !== undefined && span) edits.push({ pointer, place, span, name })
    })
    const edited = editNames(member.document, edits) as Record<string, unknown>
    const own = renameOwn(member, edited, renaming, names)
    return own || edits.length > 0 ? [{ ...member, after: edited }] : []
  })
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
  { kind, key, field, to }: Renaming,
  names: ReadonlyMap<string, string>
): boolean {
  if (field === undefined) {
    const name = names.get(nameOf({ kind: member.kind, key: member.key }))
    if (name !== undefined) document.key = name
    return name !== undefined
  }
  if (member.kind !== kind || member.key !== key) return false
  const { properties } = (document.schema ?? {}) as { properties?: Record<string, unknown> }
  if (!properties || !Object.hasOwn(properties, field)) return false
  renameMember(properties, field, to)
  return true
}
