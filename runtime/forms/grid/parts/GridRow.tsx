import { memo } from 'react'
import { GridCell } from './GridCell.tsx'
import { RowActions } from './RowActions.tsx'
import { faultsOfLines } from '../row_faults.ts'
import type { RuntimeField } from '#engine/presentation/shapes.ts'
import type { FormRow } from '../../rows.ts'
import type { RowAction } from '../grid_controller.ts'

/** How the cell with the cursor is shown. */
export interface ActiveCell {
  isEditing: boolean
  opens: boolean
  version: number
}

export interface GridRowProps {
  row: FormRow
  index: number
  fields: readonly RuntimeField[]
  /** See row_faults.ts. */
  faults: string
  /** Column of the cursor, -1 in other rows. */
  activeColumn: number
  active: ActiveCell | null
  /** First and last chosen column; -1 in rows outside the block. */
  chosenFrom: number
  chosenTo: number
  isLocked: boolean
  related: ReadonlyMap<string, readonly string[]>
  template: string
  onChange: (row: FormRow, field: string, value: unknown) => void
  onAct: (index: number, action: RowAction) => void
}

const none: readonly string[] = []

export const GridRow = memo((props: GridRowProps) => {
  const { row, index, fields, isLocked } = props
  const faults = faultsOfLines(props.faults)
  return (
    <div
      className="gj-grid-row"
      role="row"
      aria-rowindex={index + 2}
      style={{ gridTemplateColumns: props.template }}
    >
      <div className="gj-cell gj-cell-number" role="rowheader">
        {index + 1}
      </div>
      {fields.map((field, column) => (
        <div className="gj-grid-slot" key={field.key}>
          <span className="gj-cell-label" aria-hidden>
            {field.title}
          </span>
          <GridCell
            field={field}
            value={row[field.key]}
            fault={faults.get(field.key)}
            place={`${index}:${column}`}
            active={props.activeColumn === column ? props.active : null}
            isChosen={column >= props.chosenFrom && column <= props.chosenTo}
            isLocked={isLocked}
            related={props.related.get(field.key) ?? none}
            onChange={(key, value) => props.onChange(row, key, value)}
          />
        </div>
      ))}
      {!isLocked && <RowActions index={index} onAct={props.onAct} />}
    </div>
  )
})
