import { pointerTo } from '#engine/problems.ts'
import { compileFilter } from '../linking/compile_source.ts'
import { objectOf } from '../reading/shape.ts'
import { filterNames } from '../dependents/filter_names.ts'
import type { FilterNode } from '#engine/filters/index.ts'
import type { CompiledEntity, CompiledField } from '../compiled.ts'
import type { Draft } from '../context.ts'
import type { SourcePlace } from '../linking/compile_source.ts'

/**
 * The condition of a rollup, over the records gathered. A stored value must not depend on who looks
 * or when, and what stands below something in a tree would change with every move above it.
 */
export function compileRollupWhere(field: Draft<CompiledField>, place: SourcePlace): void {
  const { rollup } = field
  const from = place.context.entities.get(rollup?.from ?? '')
  if (!rollup || !from) return
  const pointer = pointerTo(place.pointer, 'where')
  const where = compileFilter(objectOf(field.schema['x-rollup']).where, {
    ...{ ...place, entity: from, pointer },
  })
  const refused = where && unstable(where)
  if (refused) {
    place.context.problems.report(place.definition, {
      ...{ code: 'E_DEFINITION_ROLLUP', pointer },
      message: `汇总是存储的值，条件不能用 ${refused}`,
      fix: '随时间或人变化的条件写在视图或报表里',
    })
    return
  }
  const conditions = where ? filterNames(where).map((name) => wayOf(name, from)) : []
  const names = [...new Set([...(rollup.of ? [rollup.of.key] : []), ...conditions])]
  field.rollup = {
    ...{ ...rollup, where, names },
    isNear: names.every((name) => !name.includes('.')) && !(where && hasRows(where)),
    dependencies:
      rollup.rows === null ? [] : [rollup.rows, ...names.map((name) => `${rollup.rows}.${name}`)],
  }
}

/** A lookup is read where its source lies. */
function wayOf(name: string, from: CompiledEntity): string {
  const [head = '', ...rest] = name.split('.')
  const steps = from.fields.get(head)?.lookup?.steps
  return steps ? [...steps.map(({ key }) => key), ...rest].join('.') : name
}

/** What in the condition changes without any record being written; null when nothing does. */
function unstable(node: FilterNode): string | null {
  switch (node.op) {
    case 'all':
    case 'any':
      return node.items.map(unstable).find((found) => found !== null) ?? null
    case 'not':
    case 'has':
      return unstable(node.item)
    case 'under':
      return 'under'
    case 'compare':
      for (const operand of node.operands) {
        if (operand.kind === 'actor') return `$${operand.name}`
        if (operand.kind === 'period') return node.operator
        if (operand.kind === 'expression') {
          const passing = operand.expression.dependencies.find((name) => name.startsWith('$'))
          if (passing) return passing
        }
      }
      return null
    default:
      return null
  }
}

function hasRows(node: FilterNode): boolean {
  if (node.op === 'all' || node.op === 'any') return node.items.some(hasRows)
  if (node.op === 'not') return hasRows(node.item)
  return node.op === 'has'
}
