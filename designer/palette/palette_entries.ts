import { metaSchemaOf, walkLists } from '#schemas/index.ts'
import { isMembers, keyOf, pathOf, titleOf } from '#designer/document/index.ts'
import type { DesignDefinition, DesignSet, ElementAddress } from '#designer/document/index.ts'
import { kindTitle } from '#designer/texts/kind_titles.ts'

/** Something the palette goes to. */
export interface PaletteEntry {
  readonly id: string
  readonly title: string
  readonly about: string
  readonly at: ElementAddress
}

/** Every definition, and its elements that have a title: fields, states, transitions, items. Pure. */
export function paletteEntries(set: DesignSet): PaletteEntry[] {
  const definitions = [...set.values()].map((one) => ({
    ...{ id: one.uid, title: titleOf(one), at: { uid: one.uid, path: [] } },
    about: `${kindTitle(one.kind)} ${keyOf(one)}`,
  }))
  return [...definitions, ...[...set.values()].flatMap(elementEntries)]
}

function elementEntries(definition: DesignDefinition): PaletteEntry[] {
  const entries: PaletteEntry[] = []
  const add = (pointer: string, key: string, value: unknown) => {
    if (!isMembers(value) || typeof value.title !== 'string') return
    const at = { uid: definition.uid, path: pathOf(definition, pointer) }
    const about = `${titleOf(definition)} · ${key}`
    entries.push({ id: `${definition.uid}${pointer}`, title: value.title, about, at })
  }
  const { schema } = definition.document
  if (isMembers(schema) && isMembers(schema.properties) && hasFields(definition.kind)) {
    for (const [key, value] of Object.entries(schema.properties)) {
      add(`/schema/properties/${key}`, key, value)
    }
  }
  walkLists(definition.kind, definition.document, ({ pointer, items, identity }) => {
    items.forEach((item, index) => {
      const key = isMembers(item) ? item[identity] : undefined
      add(`${pointer}/${index}`, typeof key === 'string' ? key : '', item)
    })
  })
  return entries
}

function hasFields(kind: string): boolean {
  return metaSchemaOf(kind).$defs?.['field'] !== undefined
}

/** What fits a search, best first. Pure. */
export function sought(
  entries: readonly PaletteEntry[],
  search: string,
  most = 50
): PaletteEntry[] {
  const words = search.trim().toLowerCase()
  const ranked = entries.flatMap((entry, index) => {
    const title = entry.title.toLowerCase()
    const about = entry.about.toLowerCase()
    const rank = title.startsWith(words)
      ? 0
      : title.includes(words)
        ? 1
        : about.includes(words)
          ? 2
          : -1
    return rank < 0 ? [] : [{ entry, rank, index }]
  })
  return ranked
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
    .slice(0, most)
    .map(({ entry }) => entry)
}
