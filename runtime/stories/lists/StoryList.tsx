import { useState } from 'react'
import type { ReactNode } from 'react'
import { plainSettings } from '#runtime/views/state/list_state.ts'
import { selectedOf, useSelection } from '#runtime/views/state/selection.ts'
import { useShownColumns } from '#runtime/views/state/shown_columns.ts'
import { storyRecords, storyView } from './story_view.ts'
import type { SavedView } from '#engine/presentation/saved_view.ts'
import type { ListBarProps } from '#runtime/views/ListBar.tsx'
import type { ListSettings, ListState } from '#runtime/views/state/list_state.ts'
import type { PageOfRecords } from '#runtime/views/page_of_records.ts'
import '#runtime/shell/style/list_tools.css'

interface StoryListProps {
  /** How the list is set up at first. */
  state?: Partial<ListSettings>
  page?: Partial<PageOfRecords>
  /** Saved views, the one in use, and whether the list differs from it. */
  saved?: readonly SavedView[]
  used?: SavedView
  isChanged?: boolean
  /** How many rows are selected. */
  selected?: number
  children: (parts: ListBarProps) => ReactNode
}

const nothing = () => undefined
const still: PageOfRecords = {
  ...{ records: [...storyRecords], number: 1, count: 4, size: 20, countIsExact: true, stale: [] },
  ...{
    isFirstLoad: false,
    isFetching: false,
    error: null,
    next: null,
    previous: null,
    refresh: nothing,
  },
  ...{ arrived: 0, showArrived: nothing, marked: new Set() },
}

/** The parts of a list page with a list of its own: what is set in it stays set, nothing is asked. */
export function StoryList(props: StoryListProps) {
  const { saved = [], used = null, isChanged = false, selected = 0 } = props
  const [state, setState] = useState<ListState>(() => ({
    ...{ ...plainSettings, view: null, saved: null, ...props.state },
  }))
  const columns = useShownColumns(storyView, state)
  const held = useSelection('')
  const chosen = storyRecords.slice(0, selected).map((one) => selectedOf(one, 'name'))
  const records = held.records.size > 0 ? held.records : new Map(chosen.map((one) => [one.id, one]))
  const change = (part: Partial<ListSettings>) => setState((before) => ({ ...before, ...part }))
  const setup = { state, saved: used, isChanged, change, open: nothing, text: '', sharedText: '' }
  return props.children({
    ...{ view: storyView, state, columns, page: { ...still, ...props.page }, openId: null, setup },
    selection: { ...held, records },
    saved: { data: [...saved], can: { share: true } },
    ...{ onChange: change, onOpen: nothing, onCreate: nothing },
  })
}
