/**
 * Reading of a document whose shape may be wrong: the meta-schema has reported that already, and
 * the rest of the document is still to be checked. Each gives an empty value for what is not there.
 */
export type Members = Readonly<Record<string, unknown>>

const nothing: Members = Object.freeze({})

export function objectOf(value: unknown): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Members)
    : nothing
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

export function textsOf(value: unknown): readonly string[] {
  return listOf(value).filter((item): item is string => typeof item === 'string')
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}

/** One of a closed list of words, else the first of them. */
export function wordOf<W extends string>(value: unknown, words: readonly [W, ...W[]]): W {
  return words.find((word) => word === value) ?? words[0]
}
