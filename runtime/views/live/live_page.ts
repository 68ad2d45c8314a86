import { useEffect, useRef, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { gatherChanges } from '#runtime/client/live/gather.ts'
import { watchRecords } from '#runtime/client/live/watch_records.ts'
import { recordKeys } from '#runtime/client/queries.ts'
import { listRecords } from '#runtime/client/records.ts'
import { bothOf } from '../state/list_query.ts'
import { arrivedRows, changedRows, mergePage } from './merge_page.ts'
import type { QueryClient, QueryKey } from '@tanstack/react-query'
import type { Query } from '#runtime/client/http.ts'
import type { Gathered } from '#runtime/client/live/gather.ts'
import type { RecordJson, RecordPage } from '#runtime/client/records.ts'
import type { Filter } from '../state/list_state.ts'

/** A row that changed is marked this long, ms. */
const markedFor = 2_400

interface LivePlace {
  entity: string
  /** The list's question, without cursor and count. */
  query: Query
  /** Key of the page on screen, and of the first one, which has the count. */
  shown: QueryKey
  first: QueryKey
}

export interface LivePage {
  /** Rows that came since the page was read, and wait to be shown. */
  arrived: number
  /** Rows that changed just now. */
  marked: ReadonlySet<string>
  /** The page was read anew: nothing waits any more. */
  settle: () => void
}

/** What waited and was not touched again. */
const rest = (waiting: ReadonlySet<string>, changes: NonNullable<Gathered>) =>
  [...waiting].filter((id) => !changes.has(id))

const none: ReadonlySet<string> = new Set()

/**
 * Keeps the page on screen true while others work: a changed row is replaced where it stands, one
 * that is gone is taken out, and new ones are counted and wait, so that nothing moves under a hand.
 */
export function useLivePage(place: LivePlace): LivePage {
  const queries = useQueryClient()
  const name = JSON.stringify(place.first)
  const [arrived, setArrived] = useState({ name, ids: none })
  const [marked, setMarked] = useState(none)
  const current = useRef(place)
  current.current = place
  const { entity } = place

  useEffect(() => {
    const timers = new Set<ReturnType<typeof setTimeout>>()
    const mark = (ids: readonly string[]) => {
      if (ids.length === 0) return
      setMarked((before) => new Set([...before, ...ids]))
      const timer = setTimeout(() => {
        timers.delete(timer)
        setMarked((before) => new Set([...before].filter((id) => !ids.includes(id))))
      }, markedFor)
      timers.add(timer)
    }
    const gathered = gatherChanges(async (changes) => {
      const at = current.current
      refreshOthers(queries, at, changes)
      if (changes === null) return
      mark(await updateShown(queries, at, changes))
      const ids = await findArrived(queries, at, changes)
      const key = JSON.stringify(at.first)
      setArrived((before) => ({
        name: key,
        ids: new Set([...(before.name === key ? rest(before.ids, changes) : []), ...ids]),
      }))
    })
    const stop = watchRecords(entity, gathered.add)
    return () => {
      stop()
      gathered.stop()
      for (const timer of timers) clearTimeout(timer)
    }
  }, [entity, queries])

  const shown = [place.first, place.shown].flatMap((key) => rowsAt(queries, key))
  const waiting = arrived.name === name ? arrived.ids : none
  return {
    arrived: [...waiting].filter((id) => !shown.some((record) => record.id === id)).length,
    marked,
    settle: () => setArrived({ name, ids: none }),
  }
}

function rowsAt(queries: QueryClient, key: QueryKey): readonly RecordJson[] {
  return queries.getQueryData<RecordPage>(key)?.data ?? []
}

/** Reads the changed rows of the page again; gives back those that are shown otherwise now. */
async function updateShown(
  queries: QueryClient,
  { entity, query, shown, first }: LivePlace,
  changes: NonNullable<Gathered>
): Promise<string[]> {
  const keys = JSON.stringify(first) === JSON.stringify(shown) ? [shown] : [shown, first]
  const rows = changedRows(
    keys.flatMap((key) => rowsAt(queries, key)),
    changes
  )
  if (rows.length === 0) return []
  const asked = new Set(rows.map(({ id }) => id))
  const own = query['filter'] ? (JSON.parse(String(query['filter'])) as Filter) : null
  const filter = JSON.stringify(bothOf(own, { id: { in: [...asked] } }))
  const found = await listRecords(entity, { ...query, filter, limit: asked.size })
  for (const key of keys) {
    queries.setQueryData<RecordPage>(key, (page) => page && mergePage(page, asked, found.data))
  }
  return found.data.map(({ id }) => id)
}

/** Whether rows that are not shown came onto the first page. */
async function findArrived(
  queries: QueryClient,
  { entity, query, shown, first }: LivePlace,
  changes: NonNullable<Gathered>
): Promise<readonly string[]> {
  const known = [first, shown].flatMap((key) => rowsAt(queries, key))
  const ids = new Set(known.map(({ id }) => id))
  const isElse = [...changes.values()].some(({ id, gone }) => !gone && !ids.has(id))
  if (!isElse || known.length === 0) return refreshEmpty(queries, first, known)
  return arrivedRows((await listRecords(entity, query)).data, known, changes)
}

/** Nothing moves under a hand where there is nothing: an empty list just fills. */
async function refreshEmpty(
  queries: QueryClient,
  first: QueryKey,
  known: readonly RecordJson[]
): Promise<readonly string[]> {
  if (known.length === 0) await queries.invalidateQueries({ queryKey: first })
  return []
}

/** All else that shows records of the entity: a record that is open, totals, related records. */
function refreshOthers(queries: QueryClient, at: LivePlace, changes: Gathered): void {
  const own = new Set([at.first, at.shown].map((key) => JSON.stringify(key)))
  void queries.invalidateQueries({
    queryKey: recordKeys.all(at.entity),
    predicate: ({ queryKey, state }) => {
      if (changes === null) return true
      const [, , kind, id] = queryKey
      if (kind === 'list') return !own.has(JSON.stringify(queryKey))
      if (kind === 'history') return changes.has(String(id))
      if (kind !== 'one') return true
      const { rev } = (state.data as { data: RecordJson } | undefined)?.data ?? { rev: 0 }
      return (changes.get(String(id))?.rev ?? 0) > rev
    },
  })
}
