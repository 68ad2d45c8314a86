interface RowCheckProps {
  label: string
  checked: boolean
  /** Some of what it stands for. */
  partly?: boolean
  onChange: (checked: boolean, withShift: boolean) => void
}

/** A check box with room around it for fingers; it does not open the row it stands in. */
export function RowCheck({ label, checked, partly = false, onChange }: RowCheckProps) {
  return (
    <label className="gj-check" onClick={(event) => event.stopPropagation()}>
      <input
        type="checkbox"
        aria-label={label}
        checked={checked}
        ref={(box) => {
          if (box) box.indeterminate = partly
        }}
        onChange={(event) => {
          const { nativeEvent } = event
          onChange(event.target.checked, (nativeEvent as MouseEvent).shiftKey)
        }}
      />
    </label>
  )
}
