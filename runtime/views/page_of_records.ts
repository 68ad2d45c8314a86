import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { recordKeys, useRecords } from '#runtime/client/queries.ts'
import { useLivePage } from './live/live_page.ts'
import { listQuery } from './state/list_query.ts'
import type { RuntimeColumn, RuntimeView } from '#engine/presentation/shapes.ts'
import type { Query } from '#runtime/client/http.ts'
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
  /** Computed fields whose values are being brought up to date. */
  stale: readonly string[]
  isFirstLoad: boolean
  isFetching: boolean
  error: unknown
  next: (() => void) | null
  previous: (() => void) | null
  refresh: () => void
  /** Rows that others added meanwhile and that wait to be shown. */
  arrived: number
  showArrived: () => void
  /** Rows that changed just now. */
  marked: ReadonlySet<string>
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
  const key = (more: Query) => recordKeys.list(view.entity, { ...query, ...more })
  const firstKey = key({ count: 'exact' })
  const live = useLivePage({
    entity: view.entity,
    query,
    shown: cursor === undefined ? firstKey : key({ cursor }),
    first: firstKey,
  })
  const refresh = () => queries.invalidateQueries({ queryKey: recordKeys.all(view.entity) })

  const next = answer.data?.page.next ?? null
  return {
    records: answer.data?.data ?? [],
    number: cursors.length + 1,
    size: Number(query['limit']),
    count: first.data?.page.count ?? null,
    countIsExact: first.data?.page.countIs !== 'at_least',
    stale: answer.data?.page.stale ?? [],
    isFirstLoad: answer.isPending,
    isFetching: answer.isPlaceholderData,
    error: answer.error,
    next: next ? () => setWay({ name, cursors: [...cursors, next] }) : null,
    previous: cursors.length ? () => setWay({ name, cursors: cursors.slice(0, -1) }) : null,
    refresh: () => void refresh(),
    arrived: live.arrived,
    showArrived: () => {
      setWay({ name, cursors: [] })
      void refresh().then(live.settle)
    },
    marked: live.marked,
  }
}
