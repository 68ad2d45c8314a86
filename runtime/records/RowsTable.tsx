import { FieldValue } from '#runtime/fields/FieldValue.tsx'
import { displayOf } from '#runtime/fields/displays.ts'
import { gridColumns, gridTemplate } from '#runtime/forms/grid/grid_columns.ts'
import { GridFoot } from '#runtime/forms/grid/GridFoot.tsx'
import { rowsOf } from '#runtime/forms/payload.ts'
import { rowKey } from '#runtime/forms/rows.ts'
import { texts } from '#runtime/texts/index.ts'
import type { RuntimeField, RuntimeForm } from '#engine/presentation/shapes.ts'

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
  const alignment = (column: RuntimeField) =>
    displayOf(column).align === 'right' ? 'gj-cell gj-right' : 'gj-cell'
  return (
    <div className="gj-grid">
      <div className="gj-grid-box" role="table">
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
        {list.map((row, n) => (
          <div
            key={rowKey(row)}
            className="gj-grid-row"
            role="row"
            style={{ gridTemplateColumns: template }}
          >
            <div className="gj-cell gj-cell-number" role="rowheader">
              {n + 1}
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
        {list.length === 0 && <div className="gj-grid-empty">{texts.record.noRows}</div>}
      </div>
      <GridFoot columns={columns} totals={totals} rows={list} />
    </div>
  )
}
