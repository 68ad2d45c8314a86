/** 5400 -> `1:30`, 5405 -> `1:30:05`. */
export function durationText(seconds: number): string {
  const two = (part: number) => String(part).padStart(2, '0')
  const text = `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}`
  return seconds % 60 === 0 ? text : `${text}:${two(seconds % 60)}`
}

/** `1:30` or `1:30:05` -> seconds; null when it is neither. */
export function secondsOf(text: string): number | null {
  const parts = /^([0-9]{1,6}):([0-5]?[0-9])(?::([0-5]?[0-9]))?$/.exec(text.trim())
  if (!parts) return null
  return Number(parts[1]) * 3600 + Number(parts[2]) * 60 + Number(parts[3] ?? 0)
}
