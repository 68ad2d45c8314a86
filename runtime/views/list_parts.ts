import type { RuntimeView } from '#engine/presentation/shapes.ts'
import type { PageOfRecords } from './page_of_records.ts'
import type { ListSettings, ListState } from './state/list_state.ts'
import type { Selection } from './state/selection.ts'
import type { ShownColumn } from './state/shown_columns.ts'

/** What the parts of a list page share. */
export interface ListParts {
  view: RuntimeView
  state: ListState
  columns: readonly ShownColumn[]
  page: PageOfRecords
  selection: Selection
  /** The record whose drawer is open. */
  openId: string | null
  onChange: (part: Partial<ListSettings>) => void
  onOpen: (id: string) => void
  onCreate: () => void
}
