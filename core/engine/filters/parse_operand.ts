import { budgets } from '#engine/budgets.ts'
import { checkCode, fieldTypes } from '#engine/fields/index.ts'
import { assignable } from '#engine/expressions/index.ts'
import type { CompiledField } from '#engine/compile/compiled.ts'
import type { ValueFault } from '#engine/fields/field_type.ts'
import { pointerTo } from '#engine/problems.ts'
import type { Value } from '#engine/values.ts'
import type { FilterOperator, Operand } from './ast.ts'
import { singleActorNames } from './filter_context.ts'
import type { FilterContext } from './filter_context.ts'
import { invalidValue, tooComplex } from './filter_problem.ts'
import type { FilterProblem } from './filter_problem.ts'
import { isDayCount, isPeriod, periodExamples } from './periods.ts'
import { holdsIds } from './system_fields.ts'

/** A leaf's operands are being read: which field, which operator, where problems go. */
export interface OperandReading {
  readonly name: string
  readonly field: CompiledField
  readonly operator: FilterOperator
  readonly pointer: string
  readonly context: FilterContext
  readonly problems: FilterProblem[]
}

/**
 * Reads what stands after an operator. A string that begins with `$` is always the name of an actor
 * value and one that begins with `=` always an expression; such a text cannot be meant literally.
 */
export function parseOperands(given: unknown, reading: OperandReading): Operand[] {
  const { operator } = reading
  if (operator === 'in' || operator === 'nin') return [listOperand(given, reading)]
  if (operator === 'within' || operator === 'withinDays') return periodOperands(given, reading)
  if (operator !== 'between') return [singleOperand(given, reading)]
  if (!Array.isArray(given) || given.length !== 2) {
    return [problem(reading, expected('应为两个值的列表', 'must be a list of two values'))]
  }
  return given.map((item, i) => singleOperand(item, at(reading, i)))
}

/** A period by name, or a number of days from today: the days it begins and ends with. */
function periodOperands(given: unknown, reading: OperandReading): Operand[] {
  if (reading.operator === 'within') {
    if (typeof given === 'string' && isPeriod(given)) return edgesOf(given)
    const zh = `应为时段，如 ${periodExamples}`
    return [problem(reading, expected(zh, `must be a period (${periodExamples})`))]
  }
  if (isDayCount(given)) return edgesOf(given)
  return [problem(reading, expected('应为天数', 'must be a number of days'))]
}

function edgesOf(period: string | number): Operand[] {
  return [
    { kind: 'period', period, edge: 'from' },
    { kind: 'period', period, edge: 'until' },
  ]
}

function listOperand(given: unknown, reading: OperandReading): Operand {
  if (typeof given === 'string') {
    const named = namedOperand(given, reading)
    if (named) return named
  }
  if (!Array.isArray(given)) {
    return problem(reading, expected('应为列表', 'must be a list'))
  }
  if (given.length > budgets.conditionValues) {
    const limit = budgets.conditionValues
    const zh = `一个列表最多 ${limit} 个值`
    reading.problems.push(tooComplex(reading.pointer, 'conditionValues', limit, zh))
    return { kind: 'list', values: [] }
  }
  const values = given.map((item, i) => literalValue(item, at(reading, i)))
  return { kind: 'list', values: values.filter((value) => value !== null) }
}

function singleOperand(given: unknown, reading: OperandReading): Operand {
  if (typeof given === 'string') {
    const named = namedOperand(given, reading)
    if (named) return named
  }
  return { kind: 'literal', value: literalValue(given, reading) }
}

function literalValue(given: unknown, reading: OperandReading): Value {
  const { field, operator, context } = reading
  if (typeof given === 'string' && /^[$=]/.test(given)) {
    problem(reading, expected('不能写在列表中', 'cannot stand in a list', { value: given }))
    return null
  }
  const partOfText = operator === 'contains' || operator === 'startsWith'
  const type = partOfText ? fieldTypes.get('text')! : field.type
  const parsed = type.parse(given, field)
  const fault = parsed.ok ? checkCode(parsed.value, context.codesOf(field)) : parsed.fault
  if (fault) problem(reading, fault)
  return parsed.ok && !fault ? parsed.value : null
}

function namedOperand(given: string, reading: OperandReading): Operand | null {
  if (given.startsWith('$')) return actorOperand(given.slice(1), reading)
  return given.startsWith('=') ? expressionOperand(given, reading) : null
}

function actorOperand(name: string, reading: OperandReading): Operand {
  const { field, operator, context } = reading
  if (!context.actorNames.has(name)) {
    return problem(reading, {
      ...expected('用了未知的名称', 'names something unknown', { value: `$${name}` }),
      keyword: 'actor',
    })
  }
  const many = operator === 'in' || operator === 'nin' || operator === 'under'
  if (!singleActorNames.has(name) && !many) {
    return problem(
      reading,
      expected(`$${name} 是列表，请用 in`, `$${name} is a list: use "in"`, { value: `$${name}` })
    )
  }
  if (!actorValueFits(name, field)) {
    return problem(
      reading,
      expected(`不能与 $${name} 比较`, `cannot be compared with $${name}`, { value: `$${name}` })
    )
  }
  return { kind: 'actor', name }
}

function actorValueFits(name: string, field: CompiledField): boolean {
  if (name === 'now') return field.type.valueType(field).kind === 'datetime'
  if (name === 'today') return field.type.valueType(field).kind === 'date'
  return holdsIds(field)
}

function expressionOperand(given: string, reading: OperandReading): Operand {
  const { context, field } = reading
  if (!context.compileOperand) {
    return problem(reading, expected('不能是表达式', 'cannot be an expression here'))
  }
  const { expression, problems } = context.compileOperand(given)
  const first = problems[0]
  if (!expression || first) {
    const params = { position: first?.position ?? 0 }
    const zh = `的表达式有误：${first?.zh ?? ''}`
    const en = `has a faulty expression: ${first?.en ?? ''}`
    return problem(reading, { keyword: 'expression', zh, en, params })
  }
  const many = reading.operator === 'in' || reading.operator === 'nin'
  const { type } = expression
  const element = many && type.kind === 'list' ? type.of : type
  if (!assignable(element, field.type.valueType(field))) {
    return problem(
      reading,
      expected('与表达式的类型不符', 'is of another type than its expression')
    )
  }
  return { kind: 'expression', expression, entity: context.entity.key }
}

function expected(zh: string, en: string, params?: Record<string, unknown>): ValueFault {
  return { keyword: 'type', zh, en, ...(params ? { params } : {}) }
}

/** Notes the fault and gives an operand that meets nothing in its place. */
function problem(reading: OperandReading, fault: ValueFault): Operand {
  reading.problems.push(invalidValue(reading.name, reading.pointer, fault))
  return { kind: 'literal', value: null }
}

function at(reading: OperandReading, index: number): OperandReading {
  return { ...reading, pointer: pointerTo(reading.pointer, index) }
}
