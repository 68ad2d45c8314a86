import { request } from '#runtime/client/http.ts'
import type { RecordLink } from '#runtime/client/records.ts'
import type { RuntimeField } from '#engine/presentation/shapes.ts'

/** Titles of one entity -> the records that have them; more than one where a title is not unique. */
export type LinksByTitle = ReadonlyMap<string, readonly RecordLink[]>

/** Titles looked up at once; the server takes no longer list. */
const most = 1_000

export const targetKey = (field: RuntimeField) => `${field.target}#${field.targetTitleField}`

/**
 * Finds records by their titles: one request for each entity that columns point to, however many
 * cells name one of its records. Titles beyond the first thousand different ones stay unknown.
 *
 * @throws ApiError
 */
export async function findLinks(
  wanted: ReadonlyMap<RuntimeField, ReadonlySet<string>>
): Promise<ReadonlyMap<string, LinksByTitle>> {
  const titles = new Map<string, { field: RuntimeField; titles: Set<string> }>()
  for (const [field, some] of wanted) {
    const known = titles.get(targetKey(field)) ?? { field, titles: new Set<string>() }
    for (const title of some) known.titles.add(title)
    titles.set(targetKey(field), known)
  }
  const found = await Promise.all(
    [...titles].map(
      async ([key, { field, titles: some }]) =>
        [key, await linksOf(field, [...some].slice(0, most))] as const
    )
  )
  return new Map(found)
}

/** By aggregate, for its question travels in the body: a thousand titles do not fit an address. */
async function linksOf(field: RuntimeField, titles: readonly string[]): Promise<LinksByTitle> {
  const { target, targetTitleField: title } = field
  if (!target || !title || titles.length === 0) return new Map()
  const body = {
    groupBy: ['id', title],
    measures: [{ do: 'count', as: 'n' }],
    filter: { [title]: { in: titles } },
    limit: most,
  }
  const path = `/records/${encodeURIComponent(target)}/aggregate`
  const { data } = await request<{ data: Record<string, unknown>[] }>('POST', path, { body })
  const links = new Map<string, RecordLink[]>()
  for (const row of data) {
    const text = String(row[title])
    links.set(text, [...(links.get(text) ?? []), { id: String(row['id']), title: text }])
  }
  return links
}
