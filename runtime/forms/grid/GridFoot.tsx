import { FieldValue } from '#runtime/fields/FieldValue.tsx'
import { texts } from '#runtime/texts/index.ts'
import { columnTotal } from './totals.ts'
import type { RuntimeField } from '#engine/presentation/shapes.ts'
import type { FormRow } from '../rows.ts'

interface GridFootProps {
  columns: readonly RuntimeField[]
  totals: readonly string[]
  rows: readonly FormRow[]
}

/** Sums of the columns that the form totals. */
export function GridFoot({ columns, totals, rows }: GridFootProps) {
  const summed = columns.filter((field) => totals.includes(field.key))
  if (summed.length === 0 || rows.length === 0) return null
  return (
    <div className="gj-grid-foot">
      <span>{texts.record.totals}</span>
      {summed.map((field) => (
        <span key={field.key} className="gj-grid-total">
          {field.title}
          <strong>
            <FieldValue field={field} value={columnTotal(field, rows)} place="list" />
          </strong>
        </span>
      ))}
    </div>
  )
}
