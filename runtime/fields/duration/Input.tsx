import { useState } from 'react'
import { Input } from 'antd'
import { durationText, secondsOf } from '../duration_text.ts'
import type { InputProps } from '../field_face.ts'

/** Hours, minutes and seconds as `1:30:00`; `1:30` is an hour and a half. */
export function DurationInput(props: InputProps) {
  const { value, variant } = props
  const [typed, setTyped] = useState<string | null>(null)
  const shown = typeof value === 'number' ? durationText(value) : String(value ?? '')
  const leave = () => {
    if (typed !== null) props.onChange(typed === '' ? null : (secondsOf(typed) ?? typed))
    setTyped(null)
    props.onBlur?.()
  }
  return (
    <Input
      id={props.id}
      inputMode="numeric"
      value={typed ?? shown}
      placeholder={variant === 'cell' ? undefined : '1:30'}
      variant={variant === 'cell' ? 'borderless' : 'outlined'}
      disabled={props.disabled}
      autoFocus={props.autoFocus}
      autoComplete="off"
      {...(props.invalid ? { status: 'error' as const } : {})}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={leave}
    />
  )
}
