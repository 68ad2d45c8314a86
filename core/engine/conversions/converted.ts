import type { Value } from '#engine/values.ts'

/** Why a value has no counterpart in the other form. */
export interface ConversionFault {
  readonly zh: string
  readonly en: string
}

/**
 * What became of a value: the same in another form, the nearest one, or none. A value that is
 * rounded is still kept as it was in the old column.
 */
export type Converted =
  | { readonly outcome: 'ok'; readonly value: Value }
  | { readonly outcome: 'rounded'; readonly value: Value }
  | { readonly outcome: 'failing'; readonly fault: ConversionFault }

export function ok(value: Value): Converted {
  return { outcome: 'ok', value }
}

export function rounded(value: Value): Converted {
  return { outcome: 'rounded', value }
}

export function failing(zh: string, en: string): Converted {
  return { outcome: 'failing', fault: { zh, en } }
}
