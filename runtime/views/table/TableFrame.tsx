import { lazy, Suspense, useRef } from 'react'
import type { ReactNode } from 'react'
import { texts } from '#runtime/texts/index.ts'
import { selectedOf } from '../state/selection.ts'
import { ColumnHead } from './ColumnHead.tsx'
import { RowCheck } from './RowCheck.tsx'
import { laidOut, leadWidth, tailWidth } from './column_places.ts'
import { useColumnResize } from './column_resize.ts'
import { useHiddenSides } from './hidden_sides.ts'
import type { ListParts } from '../list_parts.ts'
import type { ColumnPlaces } from './column_places.ts'

const TotalsRow = lazy(() => import('../groups/TotalsRow.tsx'))

/** Heads, widths and foot of a table of records, around its rows. */
export function TableFrame(parts: ListParts & { children: (places: ColumnPlaces) => ReactNode }) {
  const { view, state, columns, page, selection, children } = parts
  const { box, hidden, onScroll } = useHiddenSides()
  const head = useRef<HTMLTableRowElement>(null)
  const resize = useColumnResize(head, columns, parts.onChange)
  const places = laidOut(columns, { isOwn: state.columns !== null, dragged: resize.dragged })
  const shown = page.records.map((record) => selectedOf(record, view.titleField))
  const on = shown.filter(({ id }) => selection.records.has(id)).length
  const fade = page.isFetching ? ' gj-table-fade' : ''
  return (
    <div className={`gj-table-frame ${hidden}`}>
      <div className="gj-table-box" ref={box} onScroll={onScroll}>
        <table
          className={`gj-table gj-rows-${state.height ?? 'middle'}${fade}`}
          style={{ minWidth: places.width }}
        >
          <colgroup>
            <col style={{ width: leadWidth }} />
            {places.columns.map(({ column, width, isFlexible }) => (
              <col key={column.path} style={isFlexible ? undefined : { width }} />
            ))}
            {places.hasFiller && <col />}
            <col style={{ width: tailWidth }} />
          </colgroup>
          <thead>
            <tr ref={head}>
              <th className="gj-lead gj-frozen" style={{ left: 0 }}>
                <RowCheck
                  label={texts.bulk.selectPage}
                  checked={shown.length > 0 && on === shown.length}
                  partly={on > 0 && on < shown.length}
                  onChange={(all) => selection.toggle(shown, all)}
                />
              </th>
              {places.columns.map((place) => (
                <ColumnHead key={place.column.path} place={place} resize={resize} {...parts} />
              ))}
              {places.hasFiller && <th aria-hidden className="gj-filler" />}
              <th className="gj-tail" aria-label={texts.actions.more} />
            </tr>
          </thead>
          <tbody onKeyDown={moveBetweenRows}>{children(places)}</tbody>
          {state.totals.length > 0 && (
            <Suspense fallback={null}>
              <TotalsRow {...parts} places={places} />
            </Suspense>
          )}
        </table>
      </div>
    </div>
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
