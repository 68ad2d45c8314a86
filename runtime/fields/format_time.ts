const two = (part: number) => String(part).padStart(2, '0')

/** ISO instant -> "2026-11-22 09:02" in the reader's own zone; with seconds when asked. */
export function formatInstant(iso: string, seconds = false): string {
  const at = new Date(iso)
  if (Number.isNaN(at.getTime())) return iso
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  const time = `${two(at.getHours())}:${two(at.getMinutes())}`
  return seconds ? `${day} ${time}:${two(at.getSeconds())}` : `${day} ${time}`
}

/** First and last instant of days in the reader's zone, as the API takes them. */
export function instantsOfDays(from: string, to: string): [string, string] {
  const start = new Date(`${from}T00:00:00.000`)
  const end = new Date(`${to}T23:59:59.999`)
  return [start.toISOString(), end.toISOString()]
}
