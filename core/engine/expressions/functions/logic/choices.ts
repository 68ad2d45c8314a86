import { binaryOperation } from '../../operators/operators.ts'
import { coerce } from '../../evaluate/coerce.ts'
import { isErrorValue, missingError } from '../../evaluate/error_value.ts'
import { unify, unifyAll } from '../../type_rules.ts'
import type { Closure, Evaluation } from '../../evaluate/evaluation.ts'
import type { BoundArgument, FunctionEntry, Parameter } from '../function_entry.ts'
import type { ExpressionResult } from '../../compiled_expression.ts'
import type { ValueType } from '../../value_type.ts'

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
export const choiceFunctions: readonly FunctionEntry[] = [
  {
    name: 'IF',
    title: '如果',
    about: '条件成立时为第一个值，否则为第二个值，省略则为空',
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
    about: '第一个成立的条件后面的值，都不成立为空',
    signature: { parameters: [], repeated: [condition('条件'), anything('值')] },
    result: (types) => unifyAll(types.filter((_, index) => index % 2 === 1)),
    bind: bindChoice,
  },
  {
    name: 'SWITCH',
    title: '匹配',
    about: '与值相等的那一项后面的结果，都不等时为最后一项',
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
    about: '条件全部成立时为真，遇到不成立即止',
    signature: { parameters: [], repeated: [conditions] },
    result: toBoolean,
    bind: (args) => bindUntil(args, false),
  },
  {
    name: 'OR',
    title: '或者',
    about: '任一条件成立时为真，遇到成立即止',
    signature: { parameters: [], repeated: [conditions] },
    result: toBoolean,
    bind: (args) => bindUntil(args, true),
  },
  {
    name: 'NOT',
    title: '非',
    about: '条件的相反',
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
    name: 'XOR',
    title: '异或',
    about: '成立的条件为奇数个时为真；有空值则为空',
    signature: { parameters: [], repeated: [conditions] },
    result: toBoolean,
    bind: bindParity,
  },
  {
    name: 'COALESCE',
    title: '首个非空',
    about: '第一个不为空的值，后面的不再计算',
    signature: { parameters: [], repeated: [anything('值')] },
    result: unifyAll,
    bind: (args) => (evaluation) => {
      for (const arg of args) {
        const value = arg.evaluate(evaluation)
        if (value !== null) return value
      }
      return null
    },
  },
  {
    name: 'IFNA',
    title: '找不到时',
    about: '值为 #N/A（没有找到）时改用另一个值',
    signature: { parameters: [anything('值'), anything('找不到时的值')] },
    result: unifyAll,
    bind:
      ([value, other]) =>
      (evaluation) => {
        const result = value!.evaluate(evaluation)
        const isMissing = isErrorValue(result) && result.error === '#N/A'
        return isMissing ? other!.evaluate(evaluation) : result
      },
  },
  {
    name: 'NA',
    title: '未找到',
    about: '错误 #N/A，表示没有可用的值',
    signature: { parameters: [] },
    result: () => ({ kind: 'blank' }),
    bind: () => () => missingError,
  },
  {
    name: 'IFERROR',
    title: '出错时',
    about: '值出错时改用另一个值',
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
    name: 'BLANK',
    title: '空值',
    about: '空值',
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

function bindParity(args: readonly BoundArgument[]): Closure {
  return (evaluation) => {
    let parity: boolean | null = false
    for (const arg of args) {
      for (const value of each(arg, evaluation)) {
        const known = coerce(value, 'boolean')
        if (isErrorValue(known)) return known
        parity = known === null || parity === null ? null : parity !== known
      }
    }
    return parity
  }
}

function each(arg: BoundArgument, evaluation: Evaluation): readonly ExpressionResult[] {
  const value = arg.evaluate(evaluation)
  return Array.isArray(value) ? (value as readonly ExpressionResult[]) : [value]
}
