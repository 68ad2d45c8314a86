import { useLocation, useSearch } from 'wouter'
import { hasSettings, listStateText, noSaved, readListState, savedStateText } from './list_state.ts'
import { rememberLayout, rememberedLayout } from './layout_memory.ts'
import { isSameSetup, settingsOf } from './view_settings.ts'
import type { SavedView } from '#engine/presentation/saved_view.ts'
import type { RuntimeView } from '#engine/presentation/shapes.ts'
import type { SavedViews } from '#runtime/client/saved_views.ts'
import type { ListSettings, ListState } from './list_state.ts'

/** How a list is set up now, where that comes from, and the ways to change it. */
export interface ListSetup {
  state: ListState
  /** The saved view in use. */
  saved: SavedView | null
  /** Whether the list differs from the saved view in use. */
  isChanged: boolean
  change: (part: Partial<ListSettings>) => void
  /** As a saved view has it; null = as the definition has it. */
  open: (saved: SavedView | null) => void
  /** Rest of an address of this application that shows the same list. */
  text: string
  /** The same for others, who may not have the saved view. */
  sharedText: string
}

/** The saved view an address stands for: the one it names, else the person's default. */
export function savedInUse(search: string, views: readonly SavedView[]): SavedView | null {
  const { saved, view } = readListState(search)
  if (saved === noSaved) return null
  if (saved !== null) return views.find(({ id }) => id === saved) ?? null
  if (hasSettings(search)) return null
  const preset = views.find(({ isDefault }) => isDefault)
  return preset && (view === null || preset.config.view === view) ? preset : null
}

/**
 * The address says how the list is set up. Where it does not, the saved view does; without one, the
 * definition, with columns and heights as the person left them in this browser.
 */
export function useListSetup(view: RuntimeView, known: SavedViews): ListSetup {
  const search = useSearch()
  const [path, navigate] = useLocation()
  const asked = readListState(search)
  const saved = savedInUse(search, known.data)
  const state: ListState = { ...asked, ...settingsIn(view, search, saved) }
  const goTo = (text: string) => navigate(path + text, { replace: true })
  const textOf = (next: ListState) => {
    if (!saved) return listStateText(next)
    const place = { ...next, saved: saved.id }
    const isAsSaved = isSameSetup(view, next, settingsOf(view, saved.config))
    return isAsSaved ? savedStateText(place) : listStateText(place)
  }
  return {
    state,
    saved,
    isChanged: saved !== null && !isSameSetup(view, state, settingsOf(view, saved.config)),
    text: textOf(state),
    sharedText: saved?.shared
      ? textOf(state)
      : listStateText({ ...state, view: view.view, saved: null }),
    change: (part) => {
      const next = { ...state, ...part }
      if (!saved && ('columns' in part || 'height' in part || 'size' in part)) {
        rememberLayout(view.entity, view.view, next)
      }
      goTo(textOf(next))
    },
    open: (next) => {
      const isPreset = known.data.some(({ isDefault }) => isDefault)
      const own = { view: asked.view, saved: isPreset ? noSaved : null }
      goTo(savedStateText(next ? { view: next.config.view ?? null, saved: next.id } : own))
    },
  }
}

function settingsIn(view: RuntimeView, search: string, saved: SavedView | null): ListSettings {
  const asked = readListState(search)
  if (saved) return hasSettings(search) ? asked : settingsOf(view, saved.config)
  const layout = rememberedLayout(view.entity, view.view)
  return {
    ...asked,
    columns: asked.columns ?? layout.columns,
    height: asked.height ?? layout.height,
    size: asked.size ?? layout.size,
  }
}
