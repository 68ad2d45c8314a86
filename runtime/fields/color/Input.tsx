import { Space } from 'antd'
import { ShortText } from '../ShortText.tsx'
import type { InputProps } from '../field_face.ts'

/** The text and the browser's own picker; a cell of a sub-table has the text alone. */
export function ColorInput(props: InputProps) {
  if (props.variant === 'cell') return <ShortText {...props} />
  return (
    <Space.Compact block>
      <ShortText {...props} placeholder="#1677ff" />
      <input
        type="color"
        className="gj-color-picker"
        aria-label={props.field.title}
        disabled={props.disabled}
        value={typeof props.value === 'string' && props.value !== '' ? props.value : '#ffffff'}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </Space.Compact>
  )
}
