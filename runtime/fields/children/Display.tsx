import { texts } from '#runtime/texts/index.ts'
import { plainDisplay } from '../plain_display.ts'

/** The number of rows; the rows themselves are shown by records/RowsTable. */
export const ChildrenDisplay = plainDisplay(
  (value) => texts.record.rows(Array.isArray(value) ? value.length : 0),
  { align: 'right', width: 90, className: 'gj-number' }
)
