import { regionText } from '../region/region_text.ts'

/** The parts of an address that are text. */
export const addressTexts = ['detail', 'contact', 'phone', 'postcode'] as const
type AddressTexts = Readonly<Record<(typeof addressTexts)[number], string>>

/** As the API reads it; parts that are missing are blank. */
export function addressParts(value: unknown): AddressTexts & { region: unknown } {
  const given = (typeof value === 'object' && value !== null ? value : {}) as Record<
    string,
    unknown
  >
  const texts = addressTexts.map((name) => [name, String(given[name] ?? '')])
  return { ...(Object.fromEntries(texts) as AddressTexts), region: given.region ?? null }
}

/** Region and detail as they are written on a letter; a masked address is text. */
export function addressLine(value: unknown): string {
  if (typeof value === 'string') return value
  const { region, detail, contact } = addressParts(value)
  return (region === null ? '' : regionText(region)) + detail || contact
}

/** An address with one part changed; null when nothing is left of it. */
export function withPart(value: unknown, name: string, part: unknown): object | null {
  const given = typeof value === 'object' && value !== null ? value : {}
  const parts = Object.entries({ ...given, [name]: part })
  const kept = parts.filter(([, one]) => one !== null && one !== undefined && one !== '')
  return kept.length === 0 ? null : Object.fromEntries(kept)
}
