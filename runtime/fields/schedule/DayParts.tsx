import { Select } from 'antd'
import { weekdays } from '#engine/recurrence/index.ts'
import { texts } from '#runtime/texts/index.ts'
import type { ScheduleDraft } from './schedule_draft.ts'

interface DayPartsProps {
  draft: ScheduleDraft
  disabled: boolean
  onChange: (part: ScheduleDraft) => void
}

const monthDays = [...Array.from({ length: 31 }, (_, n) => n + 1), -1]
const ordinals = ['1', '2', '3', '4', '-1'] as const

/** On which days; without any it is the day it begins with. */
export function DayParts({ draft, disabled, onChange }: DayPartsProps) {
  const t = texts.fields.schedule
  const several = { mode: 'multiple' as const, allowClear: true, disabled }
  const weekday = (day: string) => t.weekdays[weekdays.indexOf(day as never)] ?? day
  if (draft.freq === 'weekly') {
    return (
      <Select
        {...several}
        aria-label={t.onWeekdays}
        placeholder={t.onWeekdays}
        options={weekdays.map((day) => ({ value: day as string, label: weekday(day) }))}
        value={[...(draft.byDay ?? [])]}
        onChange={(byDay: string[]) => onChange({ byDay })}
      />
    )
  }
  if (draft.freq === 'daily') return null
  const nthDays = ordinals.flatMap((nth) =>
    weekdays.map((day) => ({ value: nth + day, label: `${t.nth[nth]}${weekday(day)}` }))
  )
  return (
    <div className="gj-schedule-line">
      {draft.freq === 'yearly' && (
        <Select
          {...several}
          className="gj-schedule-days"
          aria-label={t.inMonths}
          placeholder={t.inMonths}
          options={Array.from({ length: 12 }, (_, n) => ({ value: n + 1, label: t.month(n + 1) }))}
          value={[...(draft.byMonth ?? [])]}
          onChange={(byMonth: number[]) => onChange({ byMonth })}
        />
      )}
      <Select
        {...several}
        className="gj-schedule-days"
        aria-label={t.onDays}
        placeholder={t.onDays}
        options={monthDays.map((day) => ({
          value: day,
          label: day === -1 ? t.lastDay : t.day(day),
        }))}
        value={[...(draft.byMonthDay ?? [])]}
        onChange={(byMonthDay: number[]) => onChange({ byMonthDay })}
      />
      {draft.freq === 'monthly' && (
        <Select
          {...several}
          className="gj-schedule-days"
          aria-label={t.onNthWeekdays}
          placeholder={t.onNthWeekdays}
          options={nthDays}
          optionFilterProp="label"
          value={[...(draft.byDay ?? [])]}
          onChange={(byDay: string[]) => onChange({ byDay })}
        />
      )}
    </div>
  )
}
