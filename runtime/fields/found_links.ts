import { useEffect, useState } from 'react'
import { useRecords } from '#runtime/client/queries.ts'
import type { RuntimeField } from '#engine/presentation/shapes.ts'
import type { RecordJson, RecordLink } from '#runtime/client/records.ts'

/** Records of a field's entity that the server finds for what was typed: the first twenty. */
export function useFoundLinks(
  field: RuntimeField,
  asked: { typed: string; open: boolean; related: readonly string[] | undefined }
) {
  const search = useSettled(asked.typed, 250)
  const { target, targetTitleField: titleField } = field
  const found = useRecords(
    target ?? '',
    { fields: fieldsText(titleField, asked.related), search: search || undefined, limit: 20 },
    asked.open && target !== null && titleField !== null
  )
  const { isFetching, isPending } = found
  const links = (found.data?.data ?? []).map((record) => linkFrom(record, titleField))
  return { links, isFetching, isPending, isSearch: Boolean(search) && !isPending }
}

/** A record as a link to it. */
export function linkFrom(record: RecordJson, titleField: string | null): RecordLink {
  const title = titleField ? record[titleField] : null
  return { ...record, title: title === null || title === undefined ? null : String(title) }
}

function fieldsText(titleField: string | null, related: readonly string[] = []): string {
  return [...new Set([titleField, ...related])].filter(Boolean).join(',')
}

/** The value once it has not changed for a while. */
function useSettled<T>(value: T, milliseconds: number): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds)
    return () => clearTimeout(timer)
  }, [value, milliseconds])
  return settled
}
