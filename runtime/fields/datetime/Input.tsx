import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import { useIsNarrow } from '#runtime/shell/narrow.ts'
import type { InputProps } from '../field_face.ts'

/** Chosen in the reader's own zone, kept as an instant in UTC. */
export function DatetimeInput(props: InputProps) {
  const narrow = useIsNarrow()
  const value = typeof props.value === 'string' ? dayjs(props.value) : null
  return (
    <DatePicker
      id={props.id}
      style={{ width: '100%' }}
      format="YYYY-MM-DD HH:mm"
      showTime={{ format: 'HH:mm' }}
      variant={props.variant === 'cell' ? 'borderless' : 'outlined'}
      defaultOpen={props.opens ?? false}
      inputReadOnly={narrow}
      disabled={props.disabled}
      autoFocus={props.autoFocus}
      {...(props.invalid ? { status: 'error' as const } : {})}
      value={value?.isValid() ? value : null}
      onChange={(at) => props.onChange(at ? at.second(0).millisecond(0).toISOString() : null)}
      onBlur={props.onBlur}
    />
  )
}
