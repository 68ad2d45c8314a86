import { weekdays } from './schedule.ts'
import type { Language } from '#engine/errors.ts'
import type { Frequency, Schedule, Weekday } from './schedule.ts'

/** A schedule as people say it: 每 2 周的周一、周三，09:00，自 2026-01-05 起，至 2026-12-31. */
export function scheduleText(schedule: Schedule, language: Language = 'zh-CN'): string {
  return language === 'en' ? english(schedule) : chinese(schedule)
}

const zhDays: Readonly<Record<Weekday, string>> = {
  ...{ MO: '周一', TU: '周二', WE: '周三', TH: '周四', FR: '周五', SA: '周六', SU: '周日' },
}
const zhUnits: Readonly<Record<Frequency, readonly [one: string, many: string]>> = {
  ...{ daily: ['每天', '天'], weekly: ['每周', '周'] },
  ...{ monthly: ['每月', '个月'], yearly: ['每年', '年'] },
}
const zhNth: Readonly<Record<string, string>> = {
  ...{ '1': '第一个', '2': '第二个', '3': '第三个', '4': '第四个', '5': '第五个' },
  ...{ '-1': '最后一个', '-2': '倒数第二个' },
}

function chinese(schedule: Schedule): string {
  const { freq, interval, start, until, count, time } = schedule
  const [one, many] = zhUnits[freq]
  const every = interval === 1 ? one : `每 ${interval} ${many}`
  const months = schedule.byMonth?.map((month) => `${month}月`).join('、') ?? ''
  const days = [
    ...(schedule.byDay ?? []).map(zhDay),
    ...(schedule.byMonthDay ?? []).map((day) => (day < 0 ? '最后一天' : `${day}日`)),
  ].join('、')
  const parts = [
    months + days === '' ? every : `${every}的${[months, days].filter(Boolean).join('的')}`,
    ...(time === undefined ? [] : [time]),
    `自 ${start} 起`,
    ...(until === undefined ? [] : [`至 ${until}`]),
    ...(count === undefined ? [] : [`共 ${count} 次`]),
  ]
  return parts.join('，')
}

function zhDay(written: string): string {
  const nth = written.slice(0, -2)
  return (nth && (zhNth[nth] ?? `第 ${nth} 个`)) + zhDays[written.slice(-2) as Weekday]
}

const enDays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const enUnits: Readonly<Record<Frequency, string>> = {
  ...{ daily: 'day', weekly: 'week', monthly: 'month', yearly: 'year' },
}

function english(schedule: Schedule): string {
  const { freq, interval, start, until, count, time } = schedule
  const unit = enUnits[freq]
  const days = [
    ...(schedule.byDay ?? []).map((day) => {
      const name = enDays[weekdays.indexOf(day.slice(-2) as Weekday)]!
      const nth = day.slice(0, -2)
      return nth === '' ? name : `${nth === '-1' ? 'last' : `no. ${nth}`} ${name}`
    }),
    ...(schedule.byMonthDay ?? []).map((day) => (day < 0 ? 'last day' : `day ${day}`)),
  ]
  const months = schedule.byMonth?.map((month) => `month ${month}`) ?? []
  return [
    interval === 1 ? `every ${unit}` : `every ${interval} ${unit}s`,
    ...(months.length > 0 ? [`in ${months.join(', ')}`] : []),
    ...(days.length > 0 ? [`on ${days.join(', ')}`] : []),
    ...(time === undefined ? [] : [`at ${time}`]),
    `from ${start}`,
    ...(until === undefined ? [] : [`until ${until}`]),
    ...(count === undefined ? [] : [`${count} times`]),
  ].join(', ')
}
