import { Decimal } from 'decimal.js'
import { pointerTo } from '#engine/problems.ts'
import { patternFault } from '../patterns/linear_pattern.ts'
import { textOf } from '../reading/shape.ts'
import type { CompiledField } from '../compiled.ts'
import type { CompileContext, Definition, EntityDraft } from '../context.ts'

/** What a field's schema demands of its values: that it can be checked in linear time, and met at all. */
export function checkRules(
  definition: Definition,
  entity: EntityDraft,
  context: CompileContext
): void {
  for (const field of entity.fields.values()) {
    const pointer = pointerTo('', 'schema', 'properties', field.key)
    checkPattern(field, pointer, definition, context)
    for (const [least, most] of limits)
      checkLimits(field, least, most, { pointer, definition, context })
  }
}

const limits = [
  ['minLength', 'maxLength'],
  ['minimum', 'maximum'],
  ['minItems', 'maxItems'],
  ['x-minimum', 'x-maximum'],
] as const

function checkPattern(
  field: CompiledField,
  pointer: string,
  definition: Definition,
  context: CompileContext
): void {
  const pattern = textOf(field.schema.pattern)
  const fault = pattern === undefined ? null : patternFault(pattern)
  if (!fault) return
  context.problems.report(definition, {
    code: fault.slow ? 'E_DEFINITION_UNSAFE_PATTERN' : 'E_DEFINITION_PATTERN',
    pointer: pointerTo(pointer, 'pattern'),
    message: `字段“${field.title}”的正则表达式不能用：${fault.zh}（第 ${fault.position + 1} 个字符）`,
    fix: fault.fix,
    params: { position: fault.position },
  })
}

function checkLimits(
  field: CompiledField,
  least: string,
  most: string,
  at: { pointer: string; definition: Definition; context: CompileContext }
): void {
  const [low, high] = [decimalOf(field.schema[least]), decimalOf(field.schema[most])]
  if (!low || !high || low.lte(high)) return
  at.context.problems.report(at.definition, {
    code: 'E_DEFINITION_LIMITS',
    pointer: pointerTo(at.pointer, least),
    message: `字段“${field.title}”的 ${least} 大于 ${most}，没有值能满足`,
    fix: '改正其中一个',
  })
}

function decimalOf(value: unknown): Decimal | null {
  const isNumber = typeof value === 'number' && Number.isFinite(value)
  const isText = typeof value === 'string' && /^-?[0-9]{1,20}(\.[0-9]{1,20})?$/.test(value)
  return isNumber || isText ? new Decimal(value) : null
}
