import { useState } from 'react'
import { Input } from 'antd'
import { decimalText, groupDigits, plainNumber } from './format_number.ts'
import type { InputProps } from './field_face.ts'

type NumberInputProps = InputProps & {
  /** Digits after the point; 0 for whole numbers. */
  scale: number
  prefix?: string
  suffix?: string
}

/**
 * Numbers are text all the way: no float ever holds them. Shown with separators while nobody types,
 * as typed otherwise; brought to the field's scale when left.
 */
export function NumberInput(props: NumberInputProps) {
  const { value, scale, onChange } = props
  const [typing, setTyping] = useState(false)
  const text = value === null || value === undefined ? '' : String(value)
  const isCell = props.variant === 'cell'
  const leave = () => {
    setTyping(false)
    const settled = text === '' ? null : decimalText(text, scale)
    if (settled !== value && text !== '') onChange(settled)
    props.onBlur?.()
  }
  return (
    <Input
      id={props.id}
      inputMode={scale === 0 ? 'numeric' : 'decimal'}
      className="gj-number"
      style={isCell ? { textAlign: 'right' } : undefined}
      value={typing ? text : groupDigits(text)}
      prefix={isCell ? undefined : props.prefix}
      suffix={isCell ? undefined : props.suffix}
      variant={isCell ? 'borderless' : 'outlined'}
      disabled={props.disabled}
      autoFocus={props.autoFocus}
      autoComplete="off"
      {...(props.invalid ? { status: 'error' as const } : {})}
      onFocus={() => setTyping(true)}
      onChange={(event) => onChange(plainNumber(event.target.value) || null)}
      onBlur={leave}
    />
  )
}
