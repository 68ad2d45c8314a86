import { nextOccurrences } from '#engine/recurrence/occurrences.ts'
import { texts } from '#runtime/texts/index.ts'
import type { Schedule } from '#engine/recurrence/index.ts'

const shown = 5

/** The days a schedule comes to from today on. */
export function NextDays({ schedule }: { schedule: Schedule }) {
  const days = nextOccurrences(schedule, todayHere(), shown)
  const t = texts.fields.schedule
  const named = days.map((day) => `${day}（${t.weekdays[weekdayOf(day)] ?? ''}）`)
  return (
    <span className="gj-next-days">
      {days.length === 0 ? t.noMore : texts.labelled(t.next, named.join(texts.comma))}
    </span>
  )
}

/** 0 is Monday. */
function weekdayOf(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
}

function todayHere(): string {
  const now = new Date()
  const two = (part: number) => String(part).padStart(2, '0')
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}
