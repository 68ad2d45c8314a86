import type { RuntimeView } from '#engine/presentation/shapes.ts'
import type { ListState } from './list_state.ts'
import type { PageOfRecords } from './page_of_records.ts'

/** What the parts of a list page share. */
export interface ListParts {
  view: RuntimeView
  state: ListState
  page: PageOfRecords
  /** The record whose drawer is open. */
  openId: string | null
  onChange: (part: Partial<ListState>) => void
  onOpen: (id: string) => void
  onCreate: () => void
}
