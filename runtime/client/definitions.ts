import { request } from './http.ts'
import type { RuntimeForm, RuntimeMenu, RuntimeView } from '#engine/presentation/shapes.ts'

/** What the application shows, compiled for the signed-in actor. */
export async function readMenu(): Promise<RuntimeMenu> {
  return (await request<{ data: RuntimeMenu }>('GET', '/runtime/menu')).data
}

/** The entity's form; `form` names another than its first. */
export async function readForm(entity: string, form?: string | null): Promise<RuntimeForm> {
  const query = { form: form ?? undefined }
  const path = `/runtime/forms/${encodeURIComponent(entity)}`
  return (await request<{ data: RuntimeForm }>('GET', path, { query })).data
}

export async function readView(entity: string, view?: string | null): Promise<RuntimeView> {
  const query = { view: view ?? undefined }
  const path = `/runtime/views/${encodeURIComponent(entity)}`
  return (await request<{ data: RuntimeView }>('GET', path, { query })).data
}
