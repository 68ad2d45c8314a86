import { binaryOperation } from '../operators/operators.ts'
import { coerce } from '../evaluate/coerce.ts'
import { isErrorValue } from '../evaluate/error_value.ts'
import { unify, unifyAll } from '../type_rules.ts'
import type { Closure, Evaluation } from '../evaluate/evaluation.ts'
import type { BoundArgument, FunctionEntry, Parameter } from './function_entry.ts'
import type { ExpressionResult } from '../compiled_expression.ts'
import type { ValueType } from '../value_type.ts'

/** A value of any type. */
const anything = (title: string): Parameter => ({ title, kinds: ['any'] })
/** TRUE, FALSE or blank. */
const condition = (title: string): Parameter => ({ title, kinds: ['boolean'] })
const toBoolean = (): ValueType => ({ kind: 'boolean' })
const conditions: Parameter = { ...condition('条件'), takesRows: 'all' }

/**
 * Functions that choose: 如果, 匹配, 并且 … They compute only the arguments they need. A condition is
 * met only by TRUE; blank and FALSE are not.
 */
export const logicFunctions: readonly FunctionEntry[] = [
  {
    name: 'IF',
    title: '如果',
    signature: {
      parameters: [
        condition('条件'),
        anything('成立时的值'),
        { ...anything('不成立时的值'), isOptional: true },
      ],
    },
    result: ([, ...branches]) => unifyAll(branches),
    bind: bindChoice,
  },
  {
    name: 'IFS',
    title: '多条件',
    signature: { parameters: [], repeated: [condition('条件'), anything('值')] },
    result: (types) => unifyAll(types.filter((_, index) => index % 2 === 1)),
    bind: bindChoice,
  },
  {
    name: 'SWITCH',
    title: '匹配',
    signature: {
      parameters: [anything('值')],
      repeated: [anything('可能的值'), anything('结果')],
      otherwise: anything('其他情况的结果'),
    },
    result: switchResult,
    bind: bindSwitch,
  },
  {
    name: 'AND',
    title: '并且',
    signature: { parameters: [], repeated: [conditions] },
    result: toBoolean,
    bind: (args) => bindUntil(args, false),
  },
  {
    name: 'OR',
    title: '或者',
    signature: { parameters: [], repeated: [conditions] },
    result: toBoolean,
    bind: (args) => bindUntil(args, true),
  },
  {
    name: 'NOT',
    title: '非',
    signature: { parameters: [condition('条件')] },
    result: toBoolean,
    bind:
      ([arg]) =>
      (evaluation) => {
        const value = coerce(arg!.evaluate(evaluation), 'boolean')
        return typeof value === 'boolean' ? !value : value
      },
  },
  {
    name: 'IFERROR',
    title: '出错时',
    signature: { parameters: [anything('值'), anything('出错时的值')] },
    result: unifyAll,
    bind:
      ([value, other]) =>
      (evaluation) => {
        const result = value!.evaluate(evaluation)
        return isErrorValue(result) ? other!.evaluate(evaluation) : result
      },
  },
  {
    name: 'ISERROR',
    title: '是错误',
    signature: { parameters: [anything('值')] },
    result: toBoolean,
    bind:
      ([value]) =>
      (evaluation) =>
        isErrorValue(value!.evaluate(evaluation)),
  },
  {
    name: 'ISBLANK',
    title: '为空',
    signature: { parameters: [{ ...anything('值'), takesRows: 'records' }] },
    result: toBoolean,
    bind:
      ([value]) =>
      (evaluation) => {
        const result = value!.evaluate(evaluation)
        return isErrorValue(result) ? result : isBlankResult(result)
      },
  },
  {
    name: 'BLANK',
    title: '空值',
    signature: { parameters: [] },
    result: () => ({ kind: 'blank' }),
    bind: () => () => null,
  },
]

/** Pairs of condition and value, then perhaps a value for the rest: IF and IFS. */
function bindChoice(args: readonly BoundArgument[]): Closure {
  return (evaluation) => {
    let index = 0
    for (; index + 1 < args.length; index += 2) {
      const met = coerce(args[index]!.evaluate(evaluation), 'boolean')
      if (isErrorValue(met)) return met
      if (met === true) return args[index + 1]!.evaluate(evaluation)
    }
    return args[index]?.evaluate(evaluation) ?? null
  }
}

function bindSwitch([value, ...rest]: readonly BoundArgument[]): Closure {
  const equals = rest.map((arg) => binaryOperation('=', value!.type, arg.type))
  return (evaluation) => {
    const given = value!.evaluate(evaluation)
    if (isErrorValue(given)) return given
    let index = 0
    for (; index + 1 < rest.length; index += 2) {
      const one = rest[index]!.evaluate(evaluation)
      if (isErrorValue(one)) return one
      if (equals[index]!.apply(given, one, evaluation) === true) {
        return rest[index + 1]!.evaluate(evaluation)
      }
    }
    return rest[index]?.evaluate(evaluation) ?? null
  }
}

function switchResult([value, ...rest]: readonly ValueType[]): ValueType | null {
  const results: ValueType[] = []
  for (let index = 0; index < rest.length; index += 2) {
    const result = rest[index + 1]
    if (result && !unify(value!, rest[index]!)) return null
    results.push(result ?? rest[index]!)
  }
  return unifyAll(results)
}

/**
 * AND (ends at FALSE) and OR (ends at TRUE), from the left; what stands behind is not computed.
 * Three-valued as SQL: undecided with a blank among the conditions is blank.
 */
function bindUntil(args: readonly BoundArgument[], ending: boolean): Closure {
  return (evaluation) => {
    let undecided: boolean | null = !ending
    for (const arg of args) {
      for (const value of each(arg, evaluation)) {
        const known = coerce(value, 'boolean')
        if (isErrorValue(known) || known === ending) return known
        if (known === null) undecided = null
      }
    }
    return undecided
  }
}

function each(arg: BoundArgument, evaluation: Evaluation): readonly ExpressionResult[] {
  const value = arg.evaluate(evaluation)
  return Array.isArray(value) ? (value as readonly ExpressionResult[]) : [value]
}

function isBlankResult(result: ExpressionResult): boolean {
  return result === null || result === '' || (Array.isArray(result) && result.length === 0)
}
