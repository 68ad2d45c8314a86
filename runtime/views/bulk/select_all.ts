import { listRecords } from '#runtime/client/records.ts'
import { filterOf } from '../state/list_query.ts'
import { selectedOf } from '../state/selection.ts'
import type { ListParts } from '../list_parts.ts'
import type { Selected } from '../state/selection.ts'

/** Selected at most: what one person can still answer for, and as far as lists are counted. */
export const mostSelected = 10_000
const pageSize = 1_000

/** Every record that the list would show, over all its pages; `onFound` tells how far it is. */
export async function selectAll(
  { view, state }: Pick<ListParts, 'view' | 'state'>,
  onFound: (count: number) => void
): Promise<Selected[]> {
  const filter = filterOf(view, state)
  const states = [...new Set(view.transitions.map(({ field }) => field))]
  const found: Selected[] = []
  let cursor: string | undefined
  do {
    const page = await listRecords(view.entity, {
      fields: [...new Set([view.titleField, ...states])].join(','),
      filter: filter ? JSON.stringify(filter) : undefined,
      search: state.search || undefined,
      sort: state.sort ?? view.sort,
      limit: pageSize,
      cursor,
    })
    found.push(...page.data.map((record) => selectedOf(record, view.titleField)))
    onFound(found.length)
    cursor = page.page.next ?? undefined
  } while (cursor !== undefined && found.length < mostSelected)
  return found.slice(0, mostSelected)
}
