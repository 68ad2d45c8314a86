import type { RecordLink } from '#runtime/client/records.ts'

/** A link as the API reads it (`{id, title}`), from that form or from a bare id; null when blank. */
export function linkOf(value: unknown): RecordLink | null {
  if (typeof value === 'string' && value) return { id: value, title: null }
  if (typeof value !== 'object' || value === null) return null
  const { id } = value as Record<string, unknown>
  return typeof id === 'string' && id ? (value as RecordLink) : null
}

/** Links of a to-many relation, in order. */
export function linksOf(value: unknown): RecordLink[] {
  if (!Array.isArray(value)) return []
  return value.map(linkOf).filter((link) => link !== null)
}

/** A link that tells the entity too (`{entity, id, title}`); null when blank. */
export function linkToAnyOf(value: unknown): (RecordLink & { entity: string }) | null {
  const link = linkOf(value)
  const entity = link?.entity
  return link && typeof entity === 'string' ? { ...link, entity } : null
}

/** What a person reads for a link: the title, or a short piece of the id where the title is hidden. */
export function linkTitle(link: RecordLink): string {
  return typeof link.title === 'string' && link.title ? link.title : `#${link.id.slice(-6)}`
}
