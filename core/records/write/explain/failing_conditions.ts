import type { Language } from '#engine/errors.ts'
import type { CompiledEntity, CompiledTransition } from '#engine/compile/compiled.ts'
import { asksItems, matches } from '#engine/filters/index.ts'
import type { FilterNode } from '#engine/filters/index.ts'
import { conditionWords } from '#engine/presentation/index.ts'
import type { Values } from '#engine/values.ts'
import { filterEnvironment } from '../expression_context.ts'
import type { WriteContext } from '../write_context.ts'

interface Asked {
  readonly entity: CompiledEntity
  readonly record: Values
  /** As it was, where a change is asked about. */
  readonly old?: Values
  readonly language: Language
  readonly asker: WriteContext
}

/** The parts of a row scope or guard that the record does not meet for the context's actor, in words of the asker; none when it meets the whole. */
export function failingConditions(
  context: WriteContext,
  asked: Asked,
  scope: FilterNode
): Promise<string[]> {
  const { entity, record, old } = asked
  const environment = filterEnvironment(context, { entity, record, ...(old && { old }) })
  return context.related.gather(() => {
    const failing = (node: FilterNode): FilterNode[] => {
      if (matches(node, record, environment)) return []
      return node.op === 'all' ? node.items.flatMap(failing) : [node]
    }
    return failing(scope).map((node) => conditionText(asked.asker, asked, node))
  })
}

/** What of a transition's guard the record does not meet; none where the guard is no condition. */
export async function unmetOfGuard(
  context: WriteContext,
  asked: Asked,
  { guard }: Pick<CompiledTransition, 'guard'>
): Promise<string[]> {
  return guard === null ? [] : failingConditions(context, asked, guard)
}

/** A condition in words; one on what the actor may not read is not told. */
function conditionText(context: WriteContext, asked: Asked, node: FilterNode): string {
  const zh = asked.language === 'zh-CN'
  const steps = stepsOf(node, asked.entity.key)
  if (!steps.every((step) => isReadable(context, step))) {
    return zh ? '一个您无权查看的条件' : 'a condition you may not see'
  }
  return conditionWords(node, context.application)
}

interface Step {
  readonly entity: string
  readonly key: string
  readonly via?: readonly string[]
}

/** Every field a condition names, on the way and in the expressions it compares with. */
function stepsOf(node: FilterNode, root: string): Step[] {
  switch (node.op) {
    case 'true':
    case 'false':
      return []
    case 'all':
    case 'any':
      return node.items.flatMap((item) => stepsOf(item, root))
    case 'not':
      return stepsOf(node.item, root)
    case 'has':
      // Items of a list are no fields: what is asked of them is asked of the list.
      return [...node.path.steps, ...(asksItems(node) ? [] : stepsOf(node.item, root))]
    case 'compare': {
      const read = node.operands.flatMap((operand) =>
        operand.kind === 'expression' ? operand.expression.dependencies : []
      )
      const named = read.filter((name) => !name.startsWith('$'))
      return [...node.path.steps, ...named.map((key) => ({ entity: root, key }))]
    }
    default:
      return [...node.path.steps]
  }
}

/** A path inside an expression is no field, and so not told. */
function isReadable({ access, entityOf }: WriteContext, { entity, key, via = [] }: Step): boolean {
  const of = entityOf(entity)
  return [key, ...via].every((name) => !name.includes('.') && access.readable(of, name))
}
