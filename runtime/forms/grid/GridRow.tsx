import { memo } from 'react'
import { DeleteOutlined } from '@ant-design/icons'
import { texts } from '#runtime/texts/index.ts'
import { GridCell } from './GridCell.tsx'
import { faultsOfLines } from './row_faults.ts'
import type { RuntimeField } from '#engine/presentation/shapes.ts'
import type { FormRow } from '../rows.ts'

export interface GridRowProps {
  row: FormRow
  number: number
  fields: readonly RuntimeField[]
  /** See row_faults.ts. */
  faults: string
  /** The cell being edited, when it is in this row. */
  activeField: string | null
  isLocked: boolean
  related: ReadonlyMap<string, readonly string[]>
  template: string
  onEnter: (row: FormRow, field: string) => void
  onLeave: () => void
  onChange: (row: FormRow, field: string, value: unknown) => void
  onRemove: (row: FormRow) => void
}

const none: readonly string[] = []

export const GridRow = memo((props: GridRowProps) => {
  const { row, number, fields, isLocked } = props
  const faults = faultsOfLines(props.faults)
  return (
    <div className="gj-grid-row" role="row" style={{ gridTemplateColumns: props.template }}>
      <div className="gj-cell gj-cell-number" role="rowheader">
        {number}
      </div>
      {fields.map((field) => (
        <div className="gj-grid-slot" key={field.key}>
          <span className="gj-cell-label">{field.title}</span>
          <GridCell
            field={field}
            value={row[field.key]}
            fault={faults.get(field.key)}
            isActive={props.activeField === field.key}
            isLocked={isLocked}
            related={props.related.get(field.key) ?? none}
            onEnter={(key) => props.onEnter(row, key)}
            onLeave={props.onLeave}
            onChange={(key, value) => props.onChange(row, key, value)}
          />
        </div>
      ))}
      {!isLocked && (
        <div className="gj-cell gj-cell-action">
          <button
            type="button"
            className="gj-icon-button"
            aria-label={`${texts.actions.removeRow} ${number}`}
            title={texts.actions.removeRow}
            onClick={() => props.onRemove(row)}
          >
            <DeleteOutlined />
          </button>
        </div>
      )}
    </div>
  )
})
