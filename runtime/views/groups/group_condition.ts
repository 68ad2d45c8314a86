import { isBlank } from '#engine/values.ts'
import { linkOf } from '#runtime/fields/link_value.ts'
import type { Filter } from '../state/list_state.ts'

/** Tells a group from the others. */
export function groupName(value: unknown): string {
  const link = typeof value === 'object' ? linkOf(value) : null
  return isBlank(value) ? '' : link ? link.id : JSON.stringify(value)
}

/** What the records of a group have in common. */
export function groupCondition(path: string, value: unknown): Filter {
  if (isBlank(value)) return { [path]: { empty: true } }
  const link = typeof value === 'object' ? linkOf(value) : null
  return { [path]: link ? link.id : value }
}
