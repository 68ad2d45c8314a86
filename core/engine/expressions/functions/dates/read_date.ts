import { dateParts, writeDate } from '../../evaluate/calendar.ts'

const patterns = [
  /^(\d{4})-(\d{1,2})-(\d{1,2})$/,
  /^(\d{4})\/(\d{1,2})\/(\d{1,2})$/,
  /^(\d{4})\.(\d{1,2})\.(\d{1,2})$/,
  /^(\d{4})年(\d{1,2})月(\d{1,2})日?$/,
  /^(\d{4})(\d{2})(\d{2})$/,
]
const timePattern =
  /^(上午|下午)?(\d{1,2})(?::|时)(\d{1,2})(?:分|(?::)(\d{1,2})(?:\.(\d{1,3}))?|分(\d{1,2})秒)?\s*(AM|PM)?$/i

/** The date a text such as 2026-1-31, 2026/1/31, 2026年1月31日 or 20260131 stands for, or null. */
export function readDate(text: string): string | null {
  const trimmed = text.trim()
  if (trimmed.length > 12) return null
  for (const pattern of patterns) {
    const match = pattern.exec(trimmed)
    if (!match) continue
    const [year, month, day] = match.slice(1).map(Number) as [number, number, number]
    const date = writeDate({ year, month, day })
    return dateParts(date) ? date : null
  }
  return null
}

/** Milliseconds since midnight of a text such as 8:30, 8:30:15, 下午2:05 or 2:05 PM, or null. */
export function readTime(text: string): number | null {
  const trimmed = text.trim()
  const match = trimmed.length > 20 ? null : timePattern.exec(trimmed)
  if (!match) return null
  const half = (match[7] ?? match[1] ?? '').toUpperCase()
  const hours = Number(match[2])
  const [minutes, seconds] = [Number(match[3]), Number(match[4] ?? match[6] ?? 0)]
  if (minutes > 59 || seconds > 59 || hours > (half === '' ? 23 : 12)) return null
  const isAfternoon = half === 'PM' || half === '下午'
  const hour = half === '' ? hours : (hours % 12) + (isAfternoon ? 12 : 0)
  const millis = Number((match[5] ?? '').padEnd(3, '0'))
  return ((hour * 60 + minutes) * 60 + seconds) * 1000 + millis
}
