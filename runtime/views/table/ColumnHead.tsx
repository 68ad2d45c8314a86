import { displayOf } from '#runtime/fields/displays.ts'
import { texts } from '#runtime/texts/index.ts'
import { nextSort, sortOf } from '../state/sorting.ts'
import { cellPlace } from './column_places.ts'
import type { ListParts } from '../list_parts.ts'
import type { ColumnPlace } from './column_places.ts'
import type { ColumnResize } from './column_resize.ts'

type ColumnHeadProps = Pick<ListParts, 'view' | 'state' | 'onChange'> & {
  place: ColumnPlace
  resize: ColumnResize
}

/** Sorts by click, by several columns with Shift; its right edge changes the width. */
export function ColumnHead({ place, resize, view, state, onChange }: ColumnHeadProps) {
  const { column } = place
  const sort = sortOf(state.sort ?? view.sort, column.path)
  const direction = sort && (sort.descending ? 'descending' : 'ascending')
  return (
    <th
      scope="col"
      {...cellPlace(place, displayOf(column.field).align === 'right')}
      aria-sort={column.sortable ? (direction ?? 'none') : undefined}
    >
      {column.sortable ? (
        <button
          type="button"
          className="gj-sort"
          title={`${texts.list.sortBy(column.title)}\n${texts.columnSettings.multiSort}`}
          onClick={(event) => onChange({ sort: nextSort(state.sort, column.path, event.shiftKey) })}
        >
          <span>{column.title}</span>
          <span className="gj-sort-mark" aria-hidden>
            <i />
            <i />
          </span>
          {sort && sort.of > 1 && <small className="gj-sort-place">{sort.place}</small>}
        </button>
      ) : (
        <span className="gj-head-text">{column.title}</span>
      )}
      <span
        className="gj-grip"
        role="separator"
        aria-orientation="vertical"
        aria-label={texts.columnSettings.width(column.title)}
        aria-valuenow={place.width}
        tabIndex={0}
        onPointerDown={(event) => resize.onPointerDown(column.path, event)}
        onKeyDown={(event) => resize.onKeyDown(column.path, event)}
      />
    </th>
  )
}
