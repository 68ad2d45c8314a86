import { useEffect, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { watchRecords } from '#runtime/client/live.ts'
import { recordKeys, useRecords } from '#runtime/client/queries.ts'
import { listQuery } from './state/list_query.ts'
import type { RuntimeColumn, RuntimeView } from '#engine/presentation/shapes.ts'
import type { RecordJson } from '#runtime/client/records.ts'
import type { ListState } from './state/list_state.ts'

/** One page of a list and the ways to its neighbours. */
export interface PageOfRecords {
  records: readonly RecordJson[]
  /** 1 for the first. */
  number: number
  size: number
  count: number | null
  countIsExact: boolean
  isFirstLoad: boolean
  isFetching: boolean
  error: unknown
  next: (() => void) | null
  previous: (() => void) | null
  refresh: () => void
}

/**
 * Pages by cursor: the way forward is the server's, the way back the cursors already seen. Another
 * filter, order or size starts over. The total is counted once, with the first page.
 */
export function usePageOfRecords(
  view: RuntimeView,
  state: ListState,
  columns: readonly RuntimeColumn[]
): PageOfRecords {
  const queries = useQueryClient()
  const query = listQuery(view, state, columns)
  const name = JSON.stringify([view.entity, query])
  const [way, setWay] = useState<{ name: string; cursors: string[] }>({ name, cursors: [] })
  const cursors = way.name === name ? way.cursors : []
  const cursor = cursors.at(-1)

  const first = useRecords(view.entity, { ...query, count: 'exact' })
  const later = useRecords(view.entity, { ...query, cursor }, cursor !== undefined)
  const answer = cursor === undefined ? first : later
  useLiveRecords(view.entity)

  const next = answer.data?.page.next ?? null
  return {
    records: answer.data?.data ?? [],
    number: cursors.length + 1,
    size: Number(query['limit']),
    count: first.data?.page.count ?? null,
    countIsExact: first.data?.page.countIs !== 'at_least',
    isFirstLoad: answer.isPending,
    isFetching: answer.isPlaceholderData,
    error: answer.error,
    next: next ? () => setWay({ name, cursors: [...cursors, next] }) : null,
    previous: cursors.length ? () => setWay({ name, cursors: cursors.slice(0, -1) }) : null,
    refresh: () => void queries.invalidateQueries({ queryKey: recordKeys.all(view.entity) }),
  }
}

/** Reads the shown records again soon after one of them changed; a burst of changes is one read. */
function useLiveRecords(entity: string): void {
  const queries = useQueryClient()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = watchRecords(entity, () => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        void queries.invalidateQueries({ queryKey: recordKeys.all(entity) })
      }, 400)
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [entity, queries])
}
