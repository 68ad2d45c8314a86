import { Button } from 'antd'
import { FieldValue } from '#runtime/fields/FieldValue.tsx'
import { displayOf } from '#runtime/fields/displays.ts'
import { gridColumns, gridTemplate } from '#runtime/forms/grid/grid_columns.ts'
import { GridFoot } from '#runtime/forms/grid/parts/GridFoot.tsx'
import { useRowWindow } from '#runtime/forms/grid/row_window.ts'
import { rowsOf } from '#runtime/forms/payload.ts'
import { rowKey } from '#runtime/forms/rows.ts'
import { useIsNarrow } from '#runtime/shell/narrow.ts'
import { texts } from '#runtime/texts/index.ts'
import { recordTexts } from '#runtime/texts/records/index.ts'
import type { RuntimeField, RuntimeForm } from '#engine/presentation/shapes.ts'

const rowHeight = 40
const viewHeight = 480

interface RowsTableProps {
  definition: RuntimeForm
  field: RuntimeField
  rows: unknown
}

/** The rows of a sub-table, to read. */
export function RowsTable({ definition, field, rows }: RowsTableProps) {
  const { columns, totals } = gridColumns(definition, field)
  const template = gridTemplate(columns, true)
  const list = rowsOf(rows)
  const narrow = useIsNarrow()
  const view = useRowWindow(list.length, { rowHeight, viewHeight, isPaged: narrow })
  const alignment = (column: RuntimeField) =>
    displayOf(column).align === 'right' ? 'gj-cell gj-right' : 'gj-cell'
  return (
    <div className="gj-grid">
      <div
        ref={view.box}
        className="gj-grid-box"
        role="table"
        aria-rowcount={list.length + 1}
        style={view.isWindowed ? { height: viewHeight } : undefined}
        onScroll={view.onScroll}
        {...(view.isWindowed ? { tabIndex: 0 } : {})}
      >
        <div className="gj-grid-head" role="row" style={{ gridTemplateColumns: template }}>
          <div className="gj-cell gj-cell-number" role="columnheader">
            {texts.record.rowNumber}
          </div>
          {columns.map((column) => (
            <div key={column.key} className={alignment(column)} role="columnheader">
              {column.title}
            </div>
          ))}
        </div>
        <div style={{ height: view.above }} />
        {list.slice(view.first, view.end).map((row, n) => (
          <div
            key={rowKey(row)}
            className="gj-grid-row"
            role="row"
            style={{ gridTemplateColumns: template }}
          >
            <div className="gj-cell gj-cell-number" role="rowheader">
              {view.first + n + 1}
            </div>
            {columns.map((column) => (
              <div className="gj-grid-slot" key={column.key}>
                <span className="gj-cell-label">{column.title}</span>
                <div className={alignment(column)} role="cell">
                  <FieldValue field={column} value={row[column.key]} place="list" />
                </div>
              </div>
            ))}
          </div>
        ))}
        <div style={{ height: view.below }} />
        {list.length === 0 && <div className="gj-grid-empty">{texts.record.noRows}</div>}
        <GridFoot columns={columns} totals={totals} rows={list} template={template} />
      </div>
      {view.more > 0 && (
        <Button type="link" block onClick={view.showMore}>
          {recordTexts.grid.showMore(view.more)}
        </Button>
      )}
    </div>
  )
}
