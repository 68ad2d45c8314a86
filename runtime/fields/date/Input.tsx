import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import { useIsNarrow } from '#runtime/shell/narrow.ts'
import type { InputProps } from '../field_face.ts'

export function DateInput(props: InputProps) {
  const narrow = useIsNarrow()
  const value = typeof props.value === 'string' ? dayjs(props.value) : null
  return (
    <DatePicker
      id={props.id}
      style={{ width: '100%' }}
      format={['YYYY-MM-DD', 'YYYY/M/D', 'YYYYMMDD']}
      variant={props.variant === 'cell' ? 'borderless' : 'outlined'}
      defaultOpen={props.opens ?? false}
      inputReadOnly={narrow}
      disabled={props.disabled}
      autoFocus={props.autoFocus}
      {...(props.invalid ? { status: 'error' as const } : {})}
      value={value?.isValid() ? value : null}
      onChange={(day) => props.onChange(day ? day.format('YYYY-MM-DD') : null)}
      onBlur={props.onBlur}
    />
  )
}
