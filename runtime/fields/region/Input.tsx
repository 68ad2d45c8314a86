import { RegionSelect } from './RegionSelect.tsx'
import { regionCodeOf, regionText } from './region_text.ts'
import type { InputProps } from '../field_face.ts'

export function RegionInput(props: InputProps) {
  const { value, variant, id, disabled, autoFocus, opens, invalid, onBlur, onChange } = props
  return (
    <RegionSelect
      {...{ id, disabled, autoFocus, opens, invalid, onBlur, onChange }}
      code={regionCodeOf(value)}
      title={regionText(value) || null}
      isCell={variant === 'cell'}
    />
  )
}
