import { keepPreviousData, queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { readForm, readMenu, readView } from './definitions.ts'
import { getRecord, listRecords, readHistory } from './records.ts'
import { readSavedViews } from './saved_views.ts'
import { currentSession } from './session.ts'
import type { Query } from './http.ts'

export const sessionKey = ['session'] as const
export const savedViewsKey = (entity: string) => ['saved-views', entity] as const

/** Keys of what is cached about an entity's records; a change of one makes all of them stale. */
export const recordKeys = {
  all: (entity: string) => ['records', entity] as const,
  list: (entity: string, query: Query) => ['records', entity, 'list', query] as const,
  one: (entity: string, id: string, fields = '') => ['records', entity, 'one', id, fields] as const,
  history: (entity: string, id: string) => ['records', entity, 'history', id] as const,
}

/** Definitions change with a release only. */
const definition = { staleTime: 10 * 60_000 }

export function useSession() {
  return useQuery({ queryKey: sessionKey, queryFn: currentSession, staleTime: Infinity })
}

export function useMenu(enabled = true) {
  return useQuery({ queryKey: ['menu'], queryFn: readMenu, enabled, ...definition })
}

export function viewQuery(entity: string, view: string | null = null) {
  return queryOptions({
    queryKey: ['view', entity, view],
    queryFn: () => readView(entity, view),
    ...definition,
  })
}

export function useView(entity: string, view: string | null = null, enabled = true) {
  return useQuery({ ...viewQuery(entity, view), enabled })
}

/** Saved views of a list; they change by hand of others too. */
export function useSavedViews(entity: string) {
  return useQuery({
    queryKey: savedViewsKey(entity),
    queryFn: () => readSavedViews(entity),
    staleTime: 60_000,
  })
}

export function useFormDefinition(entity: string, form: string | null = null) {
  return useQuery({
    queryKey: ['form', entity, form],
    queryFn: () => readForm(entity, form),
    ...definition,
  })
}

/** Milliseconds between two looks at values that are being computed: no change tells of their end. */
const staleInterval = 3_000

/** One page of a list; the page before stays on screen until the new one is here. */
export function useRecords(entity: string, query: Query, enabled = true) {
  return useQuery({
    queryKey: recordKeys.list(entity, query),
    queryFn: ({ signal }) => listRecords(entity, query, signal),
    placeholderData: (previous, before) =>
      before?.queryKey[1] === entity ? keepPreviousData(previous) : undefined,
    refetchInterval: ({ state }) => (state.data?.page.stale ? staleInterval : false),
    enabled,
  })
}

export function useRecord(entity: string, id: string, fields = '', enabled = true) {
  return useQuery({
    queryKey: recordKeys.one(entity, id, fields),
    queryFn: () => getRecord(entity, id, fields || undefined),
    refetchInterval: ({ state }) => (state.data?.stale ? staleInterval : false),
    enabled,
  })
}

export function useHistory(entity: string, id: string, enabled = true) {
  return useInfiniteQuery({
    queryKey: recordKeys.history(entity, id),
    queryFn: ({ pageParam }) => readHistory(entity, id, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.page.next ?? undefined,
    enabled,
  })
}
