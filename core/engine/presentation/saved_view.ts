/** What a person set up of a list and kept, or shared with others; every part may be missing. */
export interface SavedViewConfig {
  /** Key of the view definition it began with. */
  view?: string
  kind?: ViewKind
  /** Columns shown, in order; missing = those of the view definition. */
  columns?: SavedColumn[]
  rowHeight?: RowHeight
  /** `-updated_at,no`, at most three. */
  sort?: string
  /** In the condition language, beside the view definition's own. */
  filter?: Record<string, unknown>
  search?: string
  /** Field whose values the records are grouped by. */
  group?: string
  /** Numbers added up at the foot and in groups. */
  totals?: SavedTotal[]
  /** Records of one page. */
  size?: number
  /** Field whose values are the columns of a board. */
  board?: string
}

export interface SavedColumn {
  path: string
  /** px */
  width?: number
  /** Stays in view while the rest scrolls sideways. */
  frozen?: boolean
}

export const totalKinds = ['sum'] as const
export interface SavedTotal {
  path: string
  do: (typeof totalKinds)[number]
}

export const viewKinds = ['table', 'board'] as const
export type ViewKind = (typeof viewKinds)[number]

export const rowHeights = ['low', 'middle', 'high'] as const
export type RowHeight = (typeof rowHeights)[number]

/** How many parts of a saved view do not stand for the reader: gone, renamed into something else, hidden. */
export type DroppedParts = Partial<
  Record<'columns' | 'sort' | 'filter' | 'group' | 'totals' | 'board' | 'view', number>
>

/** A saved view as the API tells it. */
export interface SavedView {
  id: string
  rev: number
  title: string
  shared: boolean
  mine: boolean
  owner: { id: string; title: string | null }
  /** Opens when the list is opened without naming a view. */
  isDefault: boolean
  /** As far as it stands for whoever reads it. */
  config: SavedViewConfig
  dropped: DroppedParts
}
