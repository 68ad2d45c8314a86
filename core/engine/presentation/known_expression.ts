import type { CompiledEntity } from '#engine/compile/index.ts'
import type { CompiledExpression } from '#engine/expressions/index.ts'
import type { Presented } from './presented.ts'

/**
 * An expression's text, for an actor who may read all it reads; null otherwise: its text would tell
 * the names of hidden fields, and it could not be computed without their values.
 */
export function knownExpression(
  expression: CompiledExpression | null,
  entity: CompiledEntity,
  presented: Presented
): string | null {
  if (!expression) return null
  const isKnown = expression.dependencies.every((name) =>
    isReadable(name.split('.'), entity, presented)
  )
  return isKnown ? expression.source : null
}

function isReadable(
  path: readonly string[],
  entity: CompiledEntity | undefined,
  presented: Presented
): boolean {
  const [first = '', ...rest] = path
  const { application, access } = presented
  if (first.startsWith('$') || path.length === 0) return true
  if (!entity) return false
  if (first === 'old') return isReadable(rest, entity, presented)
  if (first === 'parent') {
    return isReadable(rest, application.entities.get(entity.parent ?? ''), presented)
  }
  if (!access.readable(entity, first) || access.masked(entity, first)) return false
  const field = entity.fields.get(first)
  const next = field?.childEntity ?? field?.target
  return isReadable(rest, application.entities.get(next ?? ''), presented)
}
