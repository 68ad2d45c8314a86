import { request } from './http.ts'
import type { SavedView, SavedViewConfig } from '#engine/presentation/saved_view.ts'

/** Views people saved of a list, and whether the actor may share. */
export interface SavedViews {
  data: SavedView[]
  can: { share: boolean }
}

export interface GivenSavedView {
  title: string
  shared: boolean
  config: SavedViewConfig
}

const path = (entity: string, ...rest: string[]) =>
  ['/views', entity, ...rest].map((part, n) => (n ? encodeURIComponent(part) : part)).join('/')

export function readSavedViews(entity: string): Promise<SavedViews> {
  return request('GET', path(entity))
}

export async function saveView(entity: string, body: GivenSavedView): Promise<SavedView> {
  return (await request<{ data: SavedView }>('POST', path(entity), { body })).data
}

export async function changeView(
  entity: string,
  { id, rev }: SavedView,
  body: Partial<GivenSavedView>
): Promise<SavedView> {
  const headers = { 'If-Match': `"${rev}"` }
  return (await request<{ data: SavedView }>('PATCH', path(entity, id), { body, headers })).data
}

export function removeView(entity: string, id: string): Promise<undefined> {
  return request('DELETE', path(entity, id))
}

/** Null: the list opens as its definition says. */
export function chooseDefaultView(entity: string, id: string | null): Promise<undefined> {
  return request('PUT', path(entity, 'default'), { body: id === null ? {} : { view: id } })
}
