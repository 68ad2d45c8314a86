import dayjs from 'dayjs'

/** `2026-11-28 10:18` in the zone of the browser. */
export function momentText(at: string): string {
  return dayjs(at).format('YYYY-MM-DD HH:mm')
}
