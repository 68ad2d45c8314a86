import { useRef } from 'react'
import { sameValue } from '#runtime/forms/payload.ts'
import type { RecordJson } from '#runtime/client/records.ts'

interface Seen {
  record: RecordJson
  changed: ReadonlySet<string>
}

const none: ReadonlySet<string> = new Set()

/** Fields that a newer revision of the record on screen changed; none when it is first shown. */
export function useChangedFields(record: RecordJson): ReadonlySet<string> {
  const seen = useRef<Seen>({ record, changed: none })
  const { record: before } = seen.current
  if (before !== record) {
    const isNewer = before.id === record.id && before.rev < record.rev
    seen.current = { record, changed: isNewer ? changedFields(before, record) : none }
  }
  return seen.current.changed
}

/** Fields whose values differ. Pure. */
export function changedFields(before: RecordJson, now: RecordJson): ReadonlySet<string> {
  return new Set(Object.keys(now).filter((key) => !sameValue(before[key], now[key])))
}
