import type { RecordJson, RecordPage } from '#runtime/client/records.ts'
import type { Gathered } from '#runtime/client/live/gather.ts'

/** Rows of a page that have to be read again: shown, and changed since. */
export function changedRows(
  shown: readonly RecordJson[],
  changes: NonNullable<Gathered>
): readonly RecordJson[] {
  return shown.filter(({ id, rev }) => (changes.get(id)?.rev ?? 0) > rev)
}

/**
 * A page with its changed rows as they are now, each at its place; those that are asked for and not
 * found any more (removed, out of the filter, out of reach) are taken out, and from the count.
 */
export function mergePage(
  page: RecordPage,
  asked: ReadonlySet<string>,
  found: readonly RecordJson[]
): RecordPage {
  const now = new Map(found.map((record) => [record.id, record]))
  const data = page.data.flatMap((record) => {
    const next = now.get(record.id)
    // What the page read by itself meanwhile may be newer.
    if (next) return [next.rev >= record.rev ? next : record]
    return asked.has(record.id) ? [] : [record]
  })
  const { count } = page.page
  const removed = page.data.length - data.length
  const left = count === undefined ? {} : { count: Math.max(data.length, count - removed) }
  return { data, page: { ...page.page, ...left } }
}

/** Of the first page as it is now, the rows that came by these changes and are not shown. */
export function arrivedRows(
  fresh: readonly RecordJson[],
  shown: readonly RecordJson[],
  changes: NonNullable<Gathered>
): readonly string[] {
  const known = new Set(shown.map(({ id }) => id))
  return fresh.flatMap(({ id }) => (changes.has(id) && !known.has(id) ? [id] : []))
}
