import { date } from '../date/index.ts'
import { text } from '../text/index.ts'
import { time } from '../time/index.ts'
import { equality } from '../operators.ts'
import { jsonColumn } from '../json_column.ts'
import { objectWith, ofMember } from '../json_object.ts'
import { inOrder } from '../json_value.ts'
import { fits, misfit, unlessBlank } from '../parsed.ts'
import { frequencies, scheduleText, weekdays } from '#engine/recurrence/index.ts'
import type { Frequency, Schedule } from '#engine/recurrence/index.ts'
import type { CompiledField } from '#engine/compile/compiled.ts'
import type { Value } from '#engine/values.ts'
import type { FieldType, Parsed } from '../field_type.ts'

/** Members in the order they are kept; which of them a rule may have follows from how often. */
const names = [
  ...['freq', 'interval', 'start', 'byDay', 'byMonthDay', 'byMonth', 'until', 'count', 'time'],
] as const
const fitting: Readonly<Record<Frequency, readonly string[]>> = {
  daily: [],
  weekly: ['byDay'],
  monthly: ['byDay', 'byMonthDay'],
  yearly: ['byMonth', 'byMonthDay'],
}
const ordinalDay = new RegExp(`^(?:[1-5]|-1)(?:${weekdays.join('|')})$`)

type Members = Record<string, unknown>
type Check = (given: unknown, members: Members) => Parsed

const wholeNumber =
  (least: number, most: number): Check =>
  (given) =>
    Number.isInteger(given) && Number(given) >= least && Number(given) <= most
      ? fits(given as number)
      : misfit(
          'range',
          `须为 ${least} 至 ${most} 的整数`,
          `is not a whole number from ${least} to ${most}`
        )

/** Each once, in their order; what is blank says nothing. */
const listOf =
  (isItem: (item: unknown, members: Members) => boolean, zh: string, en: string): Check =>
  (given, members) => {
    if (!Array.isArray(given) || given.some((item) => !isItem(item, members))) {
      return misfit('items', zh, en)
    }
    return fits([...new Set(given as Value[])])
  }

const checks: Readonly<Record<string, readonly [title: string, check: Check]>> = {
  interval: ['间隔', wholeNumber(1, 999)],
  start: ['开始日期', (given) => date.parse(given, undefined as never)],
  until: ['结束日期', (given) => date.parse(given, undefined as never)],
  count: ['次数', wholeNumber(1, 9999)],
  time: ['时刻', (given) => time.parse(given, undefined as never)],
  byDay: [
    '星期',
    listOf(
      (item, { freq }) =>
        freq === 'weekly' ? weekdays.includes(item as never) : ordinalDay.test(String(item)),
      '应为 MO 至 SU；按月时带序数，如 1MO、-1FR',
      'is not a list of MO to SU, by the month with an ordinal: 1MO, -1FR'
    ),
  ],
  byMonthDay: [
    '日',
    listOf(
      (item) =>
        Number.isInteger(item) && (item === -1 || (Number(item) >= 1 && Number(item) <= 31)),
      '应为 1 至 31 或 -1（最后一天）',
      'is not a list of 1 to 31, or -1 for the last day'
    ),
  ],
  byMonth: [
    '月',
    listOf(
      (item) => Number.isInteger(item) && Number(item) >= 1 && Number(item) <= 12,
      '应为 1 至 12',
      'is not a list of 1 to 12'
    ),
  ],
}

function parseSchedule(given: unknown, field: CompiledField): Parsed {
  const object = objectWith(given, names)
  if ('fault' in object) return object.fault
  const members: Members = { ...object.members, interval: object.members.interval ?? 1 }
  const freq = members.freq as Frequency
  if (!frequencies.includes(freq)) {
    const allowed = [...frequencies]
    return misfit('freq', `的 freq 应为 ${allowed.join('、')}`, 'has no known freq', { allowed })
  }
  const schedule: Record<string, Value> = { freq }
  for (const name of names.slice(1)) {
    const [title, check] = checks[name]!
    const part = unlessBlank((one) => check(one, members))(members[name], field)
    if (!part.ok) return ofMember(part, name, title)
    if (part.value === null) continue
    if (name.startsWith('by') && !fitting[freq].includes(name)) {
      return misfit(
        'freq',
        `的${title}与重复方式不符`,
        `has ${name} that does not go with its freq`
      )
    }
    schedule[name] = part.value
  }
  return whole(schedule)
}

/** What must hold of the parts together. */
function whole(schedule: Record<string, Value>): Parsed {
  const { start, until, count } = schedule
  if (start === undefined) return misfit('required', '缺少开始日期', 'has no start')
  if (until !== undefined && count !== undefined) {
    return misfit(
      'count',
      '的结束日期与次数只能有一个',
      'has until and count, which exclude each other'
    )
  }
  if (until !== undefined && String(until) < String(start)) {
    return misfit('until', '的结束日期早于开始日期', 'ends before it starts')
  }
  return fits(inOrder(schedule))
}

/** When something happens again and again (重复规则); see `engine/recurrence`. */
export const schedule: FieldType = {
  ...jsonColumn,
  name: 'schedule',
  resultType: 'schedule',
  shape: { type: 'object' },
  members: {
    freq: { title: '重复方式', path: ['freq'], type: text },
    start: { title: '开始日期', path: ['start'], type: date },
    until: { title: '结束日期', path: ['until'], type: date },
    time: { title: '时刻', path: ['time'], type: time },
  },
  valueType: () => ({ kind: 'any' }),
  operators: equality,
  parse: unlessBlank(parseSchedule),
  format: (value) => (value === null ? '' : scheduleText(value as unknown as Schedule)),
}
