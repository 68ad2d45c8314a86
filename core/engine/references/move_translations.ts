import { humanTexts } from '#engine/compile/index.ts'
import { renameMember } from './edit_document.ts'
import type { Renamed, SetMember } from './rename.ts'

/**
 * Translations go along with the texts they translate: they are filed under names, so a rename moves
 * them. Pure. A text has the same number in the order of its definition before and after.
 *
 * @returns what changes, with the translations among it in their place
 */
export function moveTranslations(
  members: readonly SetMember[],
  changed: readonly Renamed[]
): Renamed[] {
  const moved = new Map(changed.flatMap(movedAddresses))
  const known = new Map(changed.map((one) => [`${one.kind}:${one.key}`, one]))
  return members.flatMap((member) => {
    const own = known.get(`${member.kind}:${member.key}`)
    if (member.kind !== 'locales') return own ? [own] : []
    const after = structuredClone(own?.after ?? member.document) as { texts?: unknown }
    const texts = (after.texts ?? {}) as Record<string, unknown>
    const old = Object.keys(texts).filter((address) => moved.has(address))
    for (const address of old) renameMember(texts, address, moved.get(address)!)
    return own || old.length > 0 ? [{ ...member, after: after as Renamed['after'] }] : []
  })
}

/** Old and new address of every text whose address is another one now. */
function movedAddresses({ kind, key, document, after }: Renamed): [string, string][] {
  if (kind === 'locales') return []
  const now = humanTexts(kind, after)
  return humanTexts(kind, document).flatMap(({ place }, index): [string, string][] => {
    const from = `${kind}:${key}#${place}`
    const to = `${kind}:${String(after.key)}#${now[index]!.place}`
    return from === to ? [] : [[from, to]]
  })
}
