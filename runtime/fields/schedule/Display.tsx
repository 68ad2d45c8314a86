import { scheduleText } from '#engine/recurrence/schedule_text.ts'
import { language } from '#runtime/texts/index.ts'
import { NextDays } from './NextDays.tsx'
import { scheduleIn } from './schedule_value.ts'
import type { FieldDisplay } from '../field_face.ts'

/** In words; with room, the days it comes to next. */
export const ScheduleDisplay: FieldDisplay = {
  align: 'left',
  width: 260,
  show: ({ value, place }) => {
    const schedule = scheduleIn(value)
    if (!schedule) return String(value)
    const words = scheduleText(schedule, language)
    if (place === 'list') return words
    return (
      <span className="gj-schedule">
        <span>{words}</span>
        <NextDays schedule={schedule} />
      </span>
    )
  },
}
