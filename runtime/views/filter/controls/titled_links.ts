import { useRecords } from '#runtime/client/queries.ts'
import { linkFrom } from '#runtime/fields/found_links.ts'
import { linksOf } from '#runtime/fields/link_value.ts'
import type { RuntimeField } from '#engine/presentation/shapes.ts'
import type { RecordLink } from '#runtime/client/records.ts'

/** Links with their titles; those that came as bare ids (from an address) are looked up together. */
export function useTitledLinks(field: RuntimeField, values: readonly unknown[]): RecordLink[] {
  const links = linksOf(values)
  const { target, targetTitleField: titleField } = field
  const ids = links.filter(({ title }) => title === null).map(({ id }) => id)
  const filter = JSON.stringify({ id: { in: [...ids].sort() } })
  const isNeeded = ids.length > 0 && target !== null && titleField !== null
  const query = { filter, fields: titleField ?? '', limit: 200 }
  const found = useRecords(target ?? '', query, isNeeded)
  const known = new Map(
    (isNeeded ? (found.data?.data ?? []) : []).map((one) => [one.id, linkFrom(one, titleField)])
  )
  return links.map((link) => known.get(link.id) ?? link)
}
