import type { Value } from '#engine/values.ts'
import { pointerTo } from '#engine/problems.ts'
import type { GivenRow, GivenValues } from '../write/normalise.ts'

/**
 * The values without the links at these places: what may not be pointed to is not read either.
 *
 * @param bad JSON pointers into the body, as faults have them
 */
export function withoutLinks(
  given: GivenValues,
  bad: readonly string[],
  base: string
): GivenValues {
  if (bad.length === 0) return given
  const isBad = (path: string) => bad.some((one) => one === path || one.startsWith(`${path}/`))
  const values = [...given.values].map(([key, value]): [string, Value] => [
    key,
    isBad(pointerTo(base, key)) ? null : value,
  ])
  const rows = [...given.rows].map(([key, list]): [string, GivenRow[]] => [
    key,
    list.map((row) => ({ ...row, given: withoutLinks(row.given, bad, row.path) })),
  ])
  return { values: new Map(values), rows: new Map(rows) }
}
