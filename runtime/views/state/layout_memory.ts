import { readColumns, columnsText } from './address_parts.ts'
import { pageSizes } from './list_state.ts'
import type { ListSettings } from './list_state.ts'

/** What a person set once for a list and expects again: columns, height of rows, size of pages. */
export type Layout = Pick<ListSettings, 'columns' | 'height' | 'size'>

const keyOf = (entity: string, view: string | null) => `guiju.list.${entity}.${view ?? ''}`
const none: Layout = { columns: null, height: null, size: null }

/** Kept in this browser, for a view of a list as its definition has it; saved views keep their own. */
export function rememberedLayout(entity: string, view: string | null): Layout {
  try {
    const text = localStorage.getItem(keyOf(entity, view))
    if (!text) return none
    const { c, h, s } = JSON.parse(text) as { c?: string; h?: string; s?: number }
    const height = (['low', 'middle', 'high'] as const).find((one) => one === h) ?? null
    const size = (pageSizes as readonly number[]).includes(s ?? 0) ? (s ?? null) : null
    return { columns: readColumns(c ?? null), height, size }
  } catch {
    return none
  }
}

export function rememberLayout(entity: string, view: string | null, layout: Layout): void {
  const { columns, height, size } = layout
  const key = keyOf(entity, view)
  try {
    if (!columns && !height && !size) return localStorage.removeItem(key)
    const c = columns ? columnsText(columns) : undefined
    localStorage.setItem(key, JSON.stringify({ c, h: height ?? undefined, s: size ?? undefined }))
  } catch {
    // A browser that keeps nothing shows the list as its definition has it.
  }
}
