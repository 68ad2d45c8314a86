import { isFieldChange } from '../../history/changes.ts'
import type { FieldChange, RecordChanges, RowChanges } from '../../history/changes.ts'
import { sameValue } from '../../history/same_value.ts'

type Changes = Record<string, FieldChange | RowChanges>

/** Two revisions of computed values told as one: from the value before the first to that after the second. */
export function mergeChanges(first: RecordChanges, second: RecordChanges): RecordChanges {
  const merged: Changes = { ...first }
  for (const [uid, change] of Object.entries(second)) {
    const earlier = merged[uid]
    if (earlier === undefined) merged[uid] = change
    else if (isFieldChange(change)) {
      const from = isFieldChange(earlier) ? earlier[0] : null
      if (sameValue(from, change[1])) delete merged[uid]
      else merged[uid] = [from, change[1]]
    } else if (!isFieldChange(earlier)) {
      const rows = mergeRows(earlier, change)
      if (Object.keys(rows).length === 0) delete merged[uid]
      else merged[uid] = rows
    }
  }
  return merged
}

/** Computing again adds and removes no rows. */
function mergeRows(first: RowChanges, second: RowChanges): RowChanges {
  const merged: Record<string, RowChanges[string]> = { ...first }
  for (const [id, change] of Object.entries(second)) {
    const earlier = merged[id] ?? {}
    const row = mergeChanges(earlier as RecordChanges, change as RecordChanges)
    if (Object.keys(row).length === 0) delete merged[id]
    else merged[id] = row as RowChanges[string]
  }
  return merged
}
