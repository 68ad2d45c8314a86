import { displayOf } from '#runtime/fields/displays.ts'
import { texts } from '#runtime/texts/index.ts'
import type { RuntimeField } from '#engine/presentation/shapes.ts'

interface GridHeadProps {
  columns: readonly RuntimeField[]
  template: string
  isLocked: boolean
}

/** Titles of a sub-table's columns. */
export function GridHead({ columns, template, isLocked }: GridHeadProps) {
  return (
    <div className="gj-grid-head" role="row" style={{ gridTemplateColumns: template }}>
      <div className="gj-cell gj-cell-number" role="columnheader">
        {texts.record.rowNumber}
      </div>
      {columns.map((field) => (
        <div
          key={field.key}
          role="columnheader"
          className={displayOf(field).align === 'right' ? 'gj-cell gj-right' : 'gj-cell'}
        >
          {field.title}
          {field.required && !isLocked && <span className="gj-required">*</span>}
        </div>
      ))}
      {!isLocked && (
        <div className="gj-cell" role="columnheader" aria-label={texts.actions.removeRow} />
      )}
    </div>
  )
}
