import { filterOperators } from '#engine/filters/index.ts'
import type { CompiledEntity, CompiledField } from '#engine/compile/compiled.ts'
import { pointerTo } from '#engine/problems.ts'
import { visitExpression } from './expression_uses.ts'
import { codeOf, stepsOf } from './path_uses.ts'
import type { ReferenceWorld, Visit } from './use.ts'

interface Reading {
  /** Entity that expressions in the filter stand at. */
  readonly home: CompiledEntity | undefined
  readonly world: ReferenceWorld
  readonly visit: Visit
}

const groups = new Set(['any', 'all', 'not'])
const operators: ReadonlySet<string> = new Set(filterOperators)

/** Everything a filter over an entity names: fields in its keys, codes, actor attributes, expressions. */
export function filterUses(
  raw: unknown,
  pointer: string,
  entity: CompiledEntity | undefined,
  world: ReferenceWorld,
  visit: Visit
): void {
  readFilter(raw, pointer, entity, { home: entity, world, visit })
}

function readFilter(
  raw: unknown,
  pointer: string,
  entity: CompiledEntity | undefined,
  reading: Reading
): void {
  if (Array.isArray(raw)) {
    raw.forEach((item, index) => readFilter(item, pointerTo(pointer, index), entity, reading))
    return
  }
  if (!isObject(raw)) return
  for (const [key, value] of Object.entries(raw)) {
    const at = pointerTo(pointer, key)
    if (groups.has(key)) readFilter(value, at, entity, reading)
    else readCondition(key, value, at, entity, reading)
  }
}

function readCondition(
  key: string,
  value: unknown,
  pointer: string,
  entity: CompiledEntity | undefined,
  reading: Reading
): void {
  const names = key.split('.')
  const steps = stepsOf(names, entity, reading.world)
  let from = 0
  steps.forEach(({ target }, index) => {
    const to = from + names[index]!.length
    if (target) reading.visit({ pointer, place: 'key', target, span: [from, to] })
    from = to + 1
  })
  const field = steps.length === names.length ? (steps.at(-1)?.field ?? null) : null
  if (!isObject(value)) return readOperand(value, pointer, field, reading)
  for (const [operator, operand] of Object.entries(value)) {
    if (!operators.has(operator)) continue
    const at = pointerTo(pointer, operator)
    if (operator === 'has' && isObject(operand)) {
      const rows = reading.world.entities.get(field?.childEntity ?? field?.target ?? '')
      readFilter(operand, at, rows, reading)
    } else readOperand(operand, at, field, reading)
  }
}

function readOperand(
  operand: unknown,
  pointer: string,
  field: CompiledField | null,
  reading: Reading
): void {
  if (Array.isArray(operand)) {
    operand.forEach((item, index) => readOperand(item, pointerTo(pointer, index), field, reading))
    return
  }
  if (typeof operand !== 'string') return
  const { home, world, visit } = reading
  if (operand.startsWith('=')) return visitExpression(operand, pointer, home, world, visit)
  const attribute = world.actorAttributes.get(operand.slice(1))
  if (operand.startsWith('$')) {
    if (!attribute) return
    const part = { of: 'attribute', id: attribute.key } as const
    const target = { kind: 'module', key: attribute.module, part }
    visit({ pointer, place: 'value', target, span: [1, operand.length] })
    return
  }
  const target = codeOf(field, operand)
  if (target) visit({ pointer, place: 'value', target, span: [0, operand.length] })
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
