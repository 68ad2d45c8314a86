import type { Conversion } from './releases_client.ts'

/** A value that does not convert, as it stands in its record; long ones cut. */
export function sampleText(sample: Conversion['samples'][number]): string {
  const value = typeof sample === 'object' ? sample.value : sample
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? null)
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
