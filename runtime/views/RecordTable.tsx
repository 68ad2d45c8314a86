import { FieldValue } from '#runtime/fields/FieldValue.tsx'
import { displayOf } from '#runtime/fields/displays.ts'
import { texts } from '#runtime/texts/index.ts'
import { directionOf, nextSort } from './sorting.ts'
import { useHiddenSides } from './hidden_sides.ts'
import { valueAt } from './value_at.ts'
import type { RuntimeColumn } from '#engine/presentation/shapes.ts'
import type { RecordJson } from '#runtime/client/records.ts'
import type { ListParts } from './list_parts.ts'

/** A view gives the width of what stands in a column; the padding comes on top. */
const padding = 24
const widthOf = (column: RuntimeColumn) => (column.width ?? displayOf(column.field).width) + padding

/** Records as rows; a row opens its record by click and by Enter. */
export function RecordTable(parts: ListParts) {
  const { view, page } = parts
  const { box, hidden, onScroll } = useHiddenSides()
  const width = view.columns.reduce((sum, column) => sum + widthOf(column), 0)
  return (
    <div className={`gj-table-frame ${hidden}`}>
      <div className="gj-table-box" ref={box} onScroll={onScroll}>
        <table
          className={page.isFetching ? 'gj-table gj-table-fade' : 'gj-table'}
          style={{ minWidth: width }}
        >
          <colgroup>
            {view.columns.map((column) => (
              <col key={column.path} style={{ width: widthOf(column) }} />
            ))}
          </colgroup>
          <thead>
            <tr>
              {view.columns.map((column) => (
                <HeadCell key={column.path} column={column} {...parts} />
              ))}
            </tr>
          </thead>
          <tbody onKeyDown={moveBetweenRows}>
            {page.records.map((record) => (
              <Row key={record.id} record={record} {...parts} />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}

function HeadCell({ column, view, state, onChange }: ListParts & { column: RuntimeColumn }) {
  const direction = directionOf(state.sort ?? view.sort, column.path)
  const right = displayOf(column.field).align === 'right'
  return (
    <th
      scope="col"
      className={right ? 'gj-right' : undefined}
      aria-sort={column.sortable ? (direction ?? 'none') : undefined}
    >
      {column.sortable ? (
        <button
          type="button"
          className="gj-sort"
          title={texts.list.sortBy(column.title)}
          onClick={() => onChange({ sort: nextSort(state.sort, column.path) })}
        >
          <span>{column.title}</span>
          <span className="gj-sort-mark" aria-hidden>
            <i />
            <i />
          </span>
        </button>
      ) : (
        column.title
      )}
    </th>
  )
}

function Row({ record, view, openId, onOpen }: ListParts & { record: RecordJson }) {
  const title = valueAt(record, view.titleField)
  return (
    <tr
      tabIndex={0}
      aria-label={texts.list.openRecord(String(title ?? ''))}
      aria-selected={record.id === openId}
      onClick={() => onOpen(record.id)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && event.target === event.currentTarget) onOpen(record.id)
      }}
    >
      {view.columns.map((column) => {
        const value = valueAt(record, column.path)
        return (
          <td
            key={column.path}
            className={displayOf(column.field).align === 'right' ? 'gj-right' : undefined}
            title={typeof value === 'string' && value.length > 8 ? value : undefined}
          >
            <FieldValue field={column.field} value={value} place="list" />
          </td>
        )
      })}
    </tr>
  )
}

/** Arrow keys go from row to row. */
function moveBetweenRows(event: React.KeyboardEvent<HTMLElement>): void {
  const row = event.target
  if (!(row instanceof HTMLTableRowElement)) return
  const to = { ArrowDown: row.nextElementSibling, ArrowUp: row.previousElementSibling }[
    event.key as 'ArrowDown'
  ]
  if (!(to instanceof HTMLElement)) return
  event.preventDefault()
  to.focus()
}
