import { Input } from 'antd'
import { texts } from '#runtime/texts/index.ts'
import { nearLimit } from '../text/Input.tsx'
import type { InputProps } from '../field_face.ts'

export function LongtextInput(props: InputProps) {
  const { field, value } = props
  const isCell = props.variant === 'cell'
  return (
    <Input.TextArea
      id={props.id}
      value={typeof value === 'string' ? value : ''}
      placeholder={isCell ? undefined : texts.form.enter}
      variant={isCell ? 'borderless' : 'outlined'}
      autoSize={isCell ? { minRows: 1, maxRows: 4 } : { minRows: 3, maxRows: 12 }}
      disabled={props.disabled}
      autoFocus={props.autoFocus}
      {...(props.invalid ? { status: 'error' as const } : {})}
      {...(field.maxLength
        ? { count: { max: field.maxLength, show: nearLimit(field.maxLength) } }
        : {})}
      onChange={(event) => props.onChange(event.target.value || null)}
      onBlur={props.onBlur}
    />
  )
}
