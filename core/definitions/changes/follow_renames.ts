import { nameOf, renameAll } from '#engine/references/index.ts'
import type { ReferenceWorld } from '#engine/references/index.ts'
import type { DescribedDefinition } from './describe_changes.ts'

/** A definition, or a field of one, that has another key than before. */
export interface FoundRename {
  /** Definition it is or belongs to, as it is called afterwards. */
  readonly now: DescribedDefinition
  readonly field: boolean
  readonly from: string
  readonly to: string
  /** Places in which it is named and that say the new name. */
  readonly uses: number
}

/**
 * Earlier definitions as they would be had only names changed, so that what follows a rename is no
 * change of its own: no rights that go and come, no field that is taken from a form. Pure.
 *
 * @param world in which the earlier definitions' names are looked up
 */
export function followRenames(
  before: readonly DescribedDefinition[],
  after: readonly DescribedDefinition[],
  world: ReferenceWorld
): { before: readonly DescribedDefinition[]; renames: readonly FoundRename[] } {
  const later = new Map(after.map((one) => [one.uid, one]))
  const found = before.flatMap((was) => {
    const now = later.get(was.uid)
    return now && now.hash !== was.hash ? renamesOf(was, now) : []
  })
  if (found.length === 0) return { before, renames: [] }
  const uses = new Map<string, number>()
  // Whoever names something says its key: the others, hundreds perhaps, need not be read.
  const members = before
    .filter(({ text }) => found.some(({ from }) => text.includes(from)))
    .map(({ kind, key, text }) => ({ kind, key, document: documentOf(text) }))
  const names = new Map(found.map(({ name, to }) => [name, to]))
  const changed = renameAll(members, world, names, (name) => {
    uses.set(name, (uses.get(name) ?? 0) + 1)
  })
  const carried = new Map(changed.map((one) => [nameOf(one), one.after]))
  return {
    before: before.map((one) => {
      const document = carried.get(nameOf(one))
      if (!document) return one
      return { ...one, key: String(document.key), text: JSON.stringify(document), hash: '' }
    }),
    renames: found.map(({ name, ...one }) => ({ ...one, uses: uses.get(name) ?? 0 })),
  }
}

type Named = Omit<FoundRename, 'uses'> & { readonly name: string }

function renamesOf(was: DescribedDefinition, now: DescribedDefinition): Named[] {
  const { kind, key } = was
  const isSame = key === now.key
  const own = { name: nameOf(was), now, field: false, from: key, to: now.key }
  return [...(isSame ? [] : [own]), ...(kind === 'entity' ? fieldRenames(was, now) : [])]
}

function fieldRenames(was: DescribedDefinition, now: DescribedDefinition): Named[] {
  const later = fieldKeys(now.text)
  return [...fieldKeys(was.text)].flatMap(([uid, from]): Named[] => {
    const to = later.get(uid)
    if (to === undefined || to === from) return []
    const name = nameOf({ kind: was.kind, key: was.key, part: { of: 'field', id: from } })
    return [{ name, now, field: true, from, to }]
  })
}

/** Keys of the fields of an entity by their uids. */
function fieldKeys(text: string): Map<string, string> {
  const { schema } = documentOf(text) as {
    schema?: { properties?: Record<string, { 'x-uid'?: string }> }
  }
  return new Map(
    Object.entries(schema?.properties ?? {}).flatMap(([key, { 'x-uid': uid }]) =>
      uid === undefined ? [] : [[uid, key] as const]
    )
  )
}

function documentOf(text: string): Readonly<Record<string, unknown>> {
  return JSON.parse(text) as Readonly<Record<string, unknown>>
}
