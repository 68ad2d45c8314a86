/** A piece of SQL with its bound parameters, in the order of their `?`. */
export interface Fragment {
  readonly sql: string
  readonly bindings: readonly unknown[]
}

/**
 * Fragments put together: `join\`(${a} + ${b})\``. What stands between is the emitter's own text; a
 * string put in is SQL the emitter or its caller made, never a value of data.
 */
export function join(
  texts: TemplateStringsArray,
  ...parts: readonly (Fragment | string)[]
): Fragment {
  let sql = texts[0]!
  const bindings: unknown[] = []
  for (const [index, part] of parts.entries()) {
    if (typeof part === 'string') {
      sql += part
    } else {
      sql += part.sql
      bindings.push(...part.bindings)
    }
    sql += texts[index + 1]!
  }
  return { sql, bindings }
}

/** Fragments with a separator between them. */
export function list(fragments: readonly Fragment[], separator: string): Fragment {
  return {
    sql: fragments.map(({ sql }) => sql).join(separator),
    bindings: fragments.flatMap(({ bindings }) => bindings),
  }
}

/** Whichever of several stand, with OR between them; null when none does. */
export function anyOf(fragments: readonly (Fragment | null)[]): Fragment | null {
  const standing = fragments.filter((fragment) => fragment !== null)
  if (standing.length < 2) return standing[0] ?? null
  return join`(${list(standing, ' OR ')})`
}
