import { parseFilter } from '#engine/filters/index.ts'
import type { FilterContext } from '#engine/filters/index.ts'

type Filter = Record<string, unknown>

interface Fit {
  context: FilterContext
  /** The path as it is called today; null when it is gone. */
  pathOf: (path: string) => string | null
  dropped: number
}

/**
 * A stored filter as far as it still stands for the reader: conditions on fields that are gone or
 * hidden, and values a field no longer takes, are left out and counted. A group that is left empty
 * goes with them.
 */
export function fitFilter(
  filter: Filter,
  context: FilterContext,
  pathOf: (path: string) => string | null
): { filter: Filter | null; dropped: number } {
  const fit: Fit = { context, pathOf, dropped: 0 }
  const fitted = fitObject(filter, fit)
  // What fits part by part may be too much in all (depth, number of conditions).
  if (fitted && parseFilter(fitted, context).problems.length > 0) {
    return { filter: null, dropped: fit.dropped + 1 }
  }
  return { filter: fitted, dropped: fit.dropped }
}

function fitObject(filter: unknown, fit: Fit): Filter | null {
  if (typeof filter !== 'object' || filter === null || Array.isArray(filter)) {
    fit.dropped += 1
    return null
  }
  const fitted: Filter = {}
  for (const [key, value] of Object.entries(filter)) {
    const part = fitMember(key, value, fit)
    if (part) Object.assign(fitted, part)
  }
  return Object.keys(fitted).length > 0 ? fitted : null
}

function fitMember(key: string, value: unknown, fit: Fit): Filter | null {
  if (key === 'not') {
    const inner = fitObject(value, fit)
    return inner && { not: inner }
  }
  if (key === 'any' || key === 'all') {
    const items = Array.isArray(value) ? value.map((item) => fitObject(item, fit)) : []
    const left = items.filter((item) => item !== null)
    return left.length > 0 ? { [key]: left } : null
  }
  const path = fit.pathOf(key)
  return path === null ? drop(fit) : fitLeaf(path, value, fit)
}

function fitLeaf(path: string, value: unknown, fit: Fit): Filter | null {
  const stands = (leaf: Filter) => parseFilter(leaf, fit.context).problems.length === 0
  if (stands({ [path]: value })) return { [path]: value }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return drop(fit)
  const operators = Object.entries(value)
  const left = operators.filter(([name, operand]) => stands({ [path]: { [name]: operand } }))
  fit.dropped += Math.max(1, operators.length - left.length)
  return left.length > 0 ? { [path]: Object.fromEntries(left) } : null
}

function drop(fit: Fit): null {
  fit.dropped += 1
  return null
}
