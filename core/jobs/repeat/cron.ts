import { DateTime } from 'luxon'

interface Cron {
  minute: ReadonlySet<number>
  hour: ReadonlySet<number>
  day: ReadonlySet<number>
  month: ReadonlySet<number>
  /** 0 = Sunday. */
  weekday: ReadonlySet<number>
  /** Both restricted: either will do, as cron has it. */
  eitherDay: boolean
}

/** A date such as 30 February never comes; this is how far is looked. */
const longestWait = { years: 5 }

/**
 * The next time of a cron line after `after`, on the wall clock of the zone. A time that a change of
 * the clock leaves out comes an hour later; one that it repeats comes once.
 *
 * @throws RangeError for a line that is not one, or that never comes
 * @example nextTime('30 2 * * *', 'Asia/Shanghai', new Date('2026-11-22T00:00:00Z'))
 *   // 2026-11-22T18:30:00.000Z, which is 02:30 of the 23rd there
 */
export function nextTime(line: string, zone: string, after: Date): Date {
  const cron = parseCron(line)
  let at = DateTime.fromJSDate(after, { zone }).startOf('minute').plus({ minutes: 1 })
  if (!at.isValid) throw new RangeError(`there is no zone ${JSON.stringify(zone)}`)
  const end = at.plus(longestWait)
  while (at < end) {
    if (!isDay(cron, at)) at = at.plus({ days: 1 }).startOf('day')
    else if (!cron.hour.has(at.hour)) at = at.plus({ hours: 1 }).startOf('hour')
    else if (!cron.minute.has(at.minute)) at = at.plus({ minutes: 1 })
    else return at.toJSDate()
  }
  throw new RangeError(`the time ${JSON.stringify(line)} never comes`)
}

function isDay(cron: Cron, at: DateTime): boolean {
  if (!cron.month.has(at.month)) return false
  const day = cron.day.has(at.day)
  const weekday = cron.weekday.has(at.weekday % 7)
  return cron.eitherDay ? day || weekday : day && weekday
}

/** Numbers, `*`, lists, ranges and steps. */
function parseCron(line: string): Cron {
  const parts = line.trim().split(/\s+/)
  if (parts.length !== 5)
    throw new RangeError(`a cron line has five parts: ${JSON.stringify(line)}`)
  const [minute, hour, day, month, weekday] = parts as [string, string, string, string, string]
  return {
    minute: numbersOf(minute, 0, 59),
    hour: numbersOf(hour, 0, 23),
    day: numbersOf(day, 1, 31),
    month: numbersOf(month, 1, 12),
    weekday: new Set([...numbersOf(weekday, 0, 7)].map((n) => n % 7)),
    eitherDay: day !== '*' && weekday !== '*',
  }
}

function numbersOf(text: string, from: number, to: number): ReadonlySet<number> {
  return new Set(text.split(',').flatMap((part) => rangeOf(part, from, to)))
}

function rangeOf(part: string, least: number, most: number): number[] {
  const found = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part)
  const [, first, last, every] = found ?? []
  const from = first === undefined ? least : Number(first)
  const open = first === undefined || (last === undefined && every !== undefined)
  const to = open ? most : Number(last ?? first)
  const step = Number(every ?? 1)
  if (!found || step === 0 || from < least || to > most || from > to) {
    throw new RangeError(`not a part of a cron line: ${JSON.stringify(part)}`)
  }
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, n) => from + n * step)
}
