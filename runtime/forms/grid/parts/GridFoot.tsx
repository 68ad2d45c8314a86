import { memo } from 'react'
import { FieldValue } from '#runtime/fields/FieldValue.tsx'
import { displayOf } from '#runtime/fields/displays.ts'
import { texts } from '#runtime/texts/index.ts'
import { columnTotal } from '../totals.ts'
import type { RuntimeField } from '#engine/presentation/shapes.ts'
import type { FormRow } from '../../rows.ts'

interface GridFootProps {
  columns: readonly RuntimeField[]
  totals: readonly string[]
  rows: readonly FormRow[]
  template: string
}

/** Sums of the columns that the form totals, each under its column. */
export const GridFoot = memo(({ columns, totals, rows, template }: GridFootProps) => {
  if (rows.length === 0 || !columns.some((field) => totals.includes(field.key))) return null
  return (
    <div className="gj-grid-foot" role="row" style={{ gridTemplateColumns: template }}>
      <div className="gj-cell gj-cell-number" role="rowheader">
        {texts.record.totals}
      </div>
      {columns.map((field) => {
        const isSummed = totals.includes(field.key)
        const right = displayOf(field).align === 'right'
        return (
          <div
            key={field.key}
            role="gridcell"
            className={`gj-cell${right ? ' gj-right' : ''}${isSummed ? '' : ' gj-cell-nothing'}`}
          >
            {isSummed && (
              <>
                <span className="gj-cell-label">{field.title}</span>
                <strong>
                  <FieldValue field={field} value={columnTotal(field, rows)} place="list" />
                </strong>
              </>
            )}
          </div>
        )
      })}
    </div>
  )
})
