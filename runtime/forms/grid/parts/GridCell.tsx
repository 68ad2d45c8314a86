import { memo, useEffect, useRef } from 'react'
import { FieldValue } from '#runtime/fields/FieldValue.tsx'
import { displayOf } from '#runtime/fields/displays.ts'
import { inputOf } from '#runtime/fields/inputs.ts'
import type { RuntimeField } from '#engine/presentation/shapes.ts'
import type { ActiveCell } from './GridRow.tsx'

export interface GridCellProps {
  field: RuntimeField
  value: unknown
  fault: string | undefined
  /** `row:column`, for events of the grid. */
  place: string
  /** Set where the cursor is. */
  active: ActiveCell | null
  isChosen: boolean
  isLocked: boolean
  related: readonly string[]
  onChange: (field: string, value: unknown) => void
}

/**
 * One cell of a sub-table: its value until the cursor comes, then its input. So a grid of a
 * thousand rows holds one input at a time.
 */
export const GridCell = memo((props: GridCellProps) => {
  const { field, value, fault, active, isLocked } = props
  const cell = useRef<HTMLDivElement>(null)
  const hasInput = active !== null && !isLocked && !field.readOnly
  useCursor(cell, active, hasInput)
  const className = [
    'gj-cell',
    displayOf(field).align === 'right' && 'gj-right',
    fault && 'gj-cell-fault',
    (isLocked || field.readOnly) && 'gj-cell-locked',
    props.isChosen && 'gj-cell-chosen',
    active && 'gj-cell-active',
    hasInput && 'gj-cell-input',
  ]
  return (
    <div
      ref={cell}
      className={className.filter(Boolean).join(' ')}
      role="gridcell"
      aria-label={field.title}
      title={fault}
      data-cell={props.place}
      aria-selected={props.isChosen || active !== null || undefined}
      aria-invalid={fault ? true : undefined}
      aria-readonly={isLocked || field.readOnly || undefined}
      {...(fault ? { 'data-fault': '' } : {})}
      {...(active && !hasInput ? { tabIndex: -1 } : {})}
    >
      {hasInput ? (
        <CellInput {...props} active={active} />
      ) : (
        <FieldValue field={field} value={value} place="list" />
      )}
    </div>
  )
})

function CellInput(props: GridCellProps & { active: ActiveCell }) {
  const { field, active } = props
  const Input = inputOf(field)
  return (
    <Input
      // A list is opened by making the input anew: it reads `opens` once.
      key={`${active.version}-${active.opens}`}
      field={field}
      value={props.value}
      variant="cell"
      autoFocus
      opens={active.opens}
      related={props.related}
      onChange={(next) => props.onChange(field.key, next)}
    />
  )
}

/** Brings the cursor's cell into view; text is selected there, so that typing replaces it. */
function useCursor(
  cell: React.RefObject<HTMLDivElement>,
  active: ActiveCell | null,
  hasInput: boolean
): void {
  const isEditing = active?.isEditing ?? false
  const editing = useRef(isEditing)
  editing.current = isEditing
  const version = active?.version
  const isActive = active !== null
  useEffect(() => {
    if (!isActive) return
    cell.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    if (!hasInput) return cell.current?.focus({ preventScroll: true })
    // Number inputs change their text when the cursor comes: after that.
    const timer = setTimeout(() => {
      const input = cell.current?.querySelector<HTMLInputElement>('input, textarea')
      if (!editing.current && input === document.activeElement) input?.select()
    })
    return () => clearTimeout(timer)
  }, [cell, isActive, hasInput, version])
}
