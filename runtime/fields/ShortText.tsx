import { Input } from 'antd'
import { texts } from '#runtime/texts/index.ts'
import type { InputProps } from './field_face.ts'

type ShortTextProps = InputProps & {
  /** The keyboard a phone shows. */
  inputMode?: 'text' | 'email' | 'tel' | 'url' | 'numeric'
  placeholder?: string
  /** A native control of the browser: its own picker on phones. */
  type?: 'text' | 'time' | 'color'
}

/** One line of text of a certain form; what is wrong with it the field's check says. */
export function ShortText(props: ShortTextProps) {
  const { value, variant, placeholder, inputMode = 'text', type = 'text' } = props
  const isCell = variant === 'cell'
  return (
    <Input
      id={props.id}
      type={type}
      inputMode={inputMode}
      value={typeof value === 'string' ? value : ''}
      placeholder={isCell ? undefined : (placeholder ?? texts.form.enter)}
      variant={isCell ? 'borderless' : 'outlined'}
      disabled={props.disabled}
      autoFocus={props.autoFocus}
      autoComplete="off"
      {...(props.invalid ? { status: 'error' as const } : {})}
      onChange={(event) => props.onChange(event.target.value || null)}
      onBlur={props.onBlur}
    />
  )
}
