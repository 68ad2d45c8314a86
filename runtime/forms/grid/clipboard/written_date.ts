const chineseDigits = '〇一二三四五六七八九'
const calendar = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?/
const clock =
  /^(上午|早上|凌晨|中午|下午|晚上|am|pm)?\s*(\d{1,2})\s*[:：时点]\s*(?:(\d{1,2})\s*[:：分]?\s*(?:(\d{1,2})(?:\.\d+)?\s*秒?)?)?\s*(am|pm)?$/i
const two = (part: string | number) => String(part).padStart(2, '0')

interface Written {
  date: string
  /** `HH:MM:SS`, null when only a day is written. */
  time: string | null
}

/**
 * A date as people and table programs write it: `2026/1/2`, `2026.01.02`, `20260102`,
 * `2026年1月2日 星期五`, `二〇二六年一月二日`, each with a time behind it or not. Null for anything
 * else, a day without its year among it. Whether there is such a day, the field's type says.
 */
export function writtenDate(cell: string): Written | null {
  const text = cell
    .replace(/[０-９]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/^([〇○零一二三四五六七八九十年月日号]+)/, (chinese) => chineseDate(chinese))
    .replace(/^(\d{4})(\d{2})(\d{2})(?!\d)/, '$1-$2-$3')
    .trim()
  const found = calendar.exec(text)
  if (!found) return null
  const [all, year, month = '', day = ''] = found
  const date = `${year}-${two(month)}-${two(day)}`
  const rest = text
    .slice(all.length)
    .replace(/^\s*[（(]?(星期|周|礼拜)[一二三四五六日天][）)]?/, '')
  const behind = rest.replace(/^[T\s]+/, '').trim()
  if (behind === '') return { date, time: null }
  const time = writtenTime(behind)
  return time === null ? null : { date, time }
}

/** `8:30`, `08:30:05`, `8时30分`, `下午3:05`, `3:05 PM` -> `HH:MM:SS`. */
export function writtenTime(cell: string): string | null {
  const found = clock.exec(cell.trim())
  if (!found) return null
  const [, before, hour = '', minute = '0', second = '0', after] = found
  const half = (before ?? after ?? '').toLowerCase()
  let hours = Number(hour)
  if (['下午', '晚上', 'pm'].includes(half) && hours < 12) hours += 12
  if (['凌晨', '上午', '早上', 'am'].includes(half) && hours === 12) hours = 0
  if (hours > 23 || Number(minute) > 59 || Number(second) > 59) return null
  return `${two(hours)}:${two(minute)}:${two(second)}`
}

/** `二〇二六年十二月三十一日` -> `2026年12月31日`; text of another form stays. */
function chineseDate(chinese: string): string {
  const found =
    /^([〇○零一二三四五六七八九]{4})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})[日号]?$/.exec(
      chinese
    )
  if (!found) return chinese
  const [, year = '', month = '', day = ''] = found
  const digits = [...year].map((each) => chineseDigits.indexOf(each.replace(/[○零]/, '〇')))
  return `${digits.join('')}年${chineseNumber(month)}月${chineseNumber(day)}日`
}

/** One to ninety-nine. */
function chineseNumber(text: string): number {
  const [tens, ones] = text.includes('十') ? text.split('十') : ['', text]
  const digit = (one: string | undefined) => (one ? chineseDigits.indexOf(one) : 0)
  return (text.includes('十') ? (tens === '' ? 1 : digit(tens)) * 10 : 0) + digit(ones)
}
