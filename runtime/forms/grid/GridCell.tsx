import { memo, useRef } from 'react'
import { FieldValue } from '#runtime/fields/FieldValue.tsx'
import { displayOf } from '#runtime/fields/displays.ts'
import { inputOf } from '#runtime/fields/inputs.ts'
import type { RuntimeField } from '#engine/presentation/shapes.ts'

export interface GridCellProps {
  field: RuntimeField
  value: unknown
  fault: string | undefined
  /** Whether it is being edited. */
  isActive: boolean
  isLocked: boolean
  related: readonly string[]
  onEnter: (field: string) => void
  onLeave: () => void
  onChange: (field: string, value: unknown) => void
}

/**
 * One cell of a sub-table: its value until somebody comes to it by click or Tab, then its input.
 * So a grid of a thousand rows holds one input at a time.
 */
export const GridCell = memo((props: GridCellProps) => {
  const { field, value, fault, isActive, isLocked } = props
  const byPointer = useRef(false)
  const right = displayOf(field).align === 'right'
  const className = [
    'gj-cell',
    right && 'gj-right',
    fault && 'gj-cell-fault',
    isLocked && 'gj-cell-locked',
  ]
    .filter(Boolean)
    .join(' ')
  const shared = {
    className,
    title: fault,
    role: 'gridcell',
    ...(fault ? { 'data-fault': '' } : {}),
  }
  if (isLocked || field.readOnly) {
    return (
      <div {...shared}>
        <FieldValue field={field} value={value} place="list" />
      </div>
    )
  }
  if (!isActive) {
    return (
      <div
        {...shared}
        tabIndex={0}
        aria-label={field.title}
        aria-invalid={fault ? true : undefined}
        onPointerDown={() => {
          byPointer.current = true
        }}
        onFocus={() => props.onEnter(field.key)}
      >
        <FieldValue field={field} value={value} place="list" />
      </div>
    )
  }
  const Input = inputOf(field)
  return (
    <div {...shared} className={`${className} gj-cell-active`}>
      <Input
        field={field}
        value={value}
        variant="cell"
        autoFocus
        opens={byPointer.current}
        related={props.related}
        onChange={(next) => props.onChange(field.key, next)}
        onBlur={() => {
          byPointer.current = false
          props.onLeave()
        }}
      />
    </div>
  )
})
