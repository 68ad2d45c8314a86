import { Input } from 'antd'
import { texts } from '#runtime/texts/index.ts'
import type { InputProps } from '../field_face.ts'

export function TextInput(props: InputProps) {
  const { field, value } = props
  return (
    <Input
      id={props.id}
      value={typeof value === 'string' ? value : ''}
      placeholder={props.variant === 'cell' ? undefined : texts.form.enter}
      variant={props.variant === 'cell' ? 'borderless' : 'outlined'}
      disabled={props.disabled}
      autoFocus={props.autoFocus}
      autoComplete="off"
      {...(props.invalid ? { status: 'error' as const } : {})}
      {...(field.maxLength
        ? { count: { max: field.maxLength, show: nearLimit(field.maxLength) } }
        : {})}
      onChange={(event) => props.onChange(event.target.value || null)}
      onBlur={props.onBlur}
    />
  )
}

/** The count of characters is shown once it matters. */
export function nearLimit(limit: number) {
  return ({ count }: { count: number }) => (count > limit * 0.8 ? `${count}/${limit}` : '')
}
