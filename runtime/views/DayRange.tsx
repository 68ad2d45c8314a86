import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import type { FilterValue } from './state/list_state.ts'

interface DayRangeProps {
  id: string
  value: FilterValue | undefined
  onChange: (value: FilterValue | undefined) => void
}

const day = (text: unknown) => (typeof text === 'string' ? dayjs(text) : null)

/** From one day to another; either may be open. Comes in a chunk of its own: calendars are large. */
export default function DayRange({ id, value, onChange }: DayRangeProps) {
  const [from, to] = Array.isArray(value) ? value : []
  return (
    <DatePicker.RangePicker
      id={{ start: id, end: `${id}-end` }}
      allowEmpty={[true, true]}
      value={[day(from), day(to)]}
      onChange={(range) => {
        const days = range?.map((each) => each?.format('YYYY-MM-DD') ?? null) ?? []
        onChange(days.some(Boolean) ? [days[0] ?? null, days[1] ?? null] : undefined)
      }}
    />
  )
}
