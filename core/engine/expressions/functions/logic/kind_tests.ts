import { Decimal } from 'decimal.js'
import { dateParts, instantMillis } from '../../evaluate/calendar.ts'
import { isErrorValue, missingError } from '../../evaluate/error_value.ts'
import { Num } from '../../evaluate/number.ts'
import type { ErrorCode, ExpressionResult } from '../../compiled_expression.ts'
import type { FunctionEntry, FunctionNames, Parameter } from '../function_entry.ts'
import type { ValueType } from '../../value_type.ts'

const anyValue: Parameter = { title: '值', kinds: ['any'] }
/** Excel's numbers of errors. */
const errorNumbers: Readonly<Record<ErrorCode, number>> = {
  '#DIV/0!': 2,
  '#VALUE!': 3,
  '#REF!': 4,
  '#NUM!': 6,
  '#N/A': 7,
}
/** Excel's numbers of kinds; blank counts as a number there. */
const errorKind = 16

/**
 * 判断: what kind of value it is. All but ISBLANK take an error as an answer, and none of them lets it
 * pass on.
 */
export const kindTestFunctions: readonly FunctionEntry[] = [
  {
    name: 'ISBLANK',
    title: '为空',
    about: '值是否为空',
    signature: { parameters: [{ ...anyValue, takesRows: 'records' }] },
    result: () => ({ kind: 'boolean' }),
    bind:
      ([value]) =>
      (evaluation) => {
        const result = value!.evaluate(evaluation)
        return isErrorValue(result) ? result : isBlankResult(result)
      },
  },
  kindTest({ name: 'ISERROR', title: '是错误', about: '值是否为错误' }, isErrorValue),
  kindTest(
    { name: 'ISERR', title: '是其他错误', about: '值是否为 #N/A 以外的错误' },
    (value) => isErrorValue(value) && value !== missingError
  ),
  kindTest(
    { name: 'ISNA', title: '是未找到', about: '值是否为 #N/A' },
    (value) => value === missingError
  ),
  kindTest(
    { name: 'ISNUMBER', title: '是数字', about: '值是否为数字' },
    (value) => value instanceof Decimal
  ),
  kindTest(
    { name: 'ISTEXT', title: '是文本', about: '值是否为文本，日期不是文本' },
    (value, type) => isText(value, type)
  ),
  kindTest(
    { name: 'ISNONTEXT', title: '不是文本', about: '值是否不为文本，空值也不是文本' },
    (value, type) => !isText(value, type)
  ),
  kindTest(
    { name: 'ISLOGICAL', title: '是逻辑值', about: '值是否为真或假' },
    (value) => typeof value === 'boolean'
  ),
  kindTest(
    { name: 'ISDATE', title: '是日期', about: '值是否为日期或日期时间' },
    (value, type) => typeof value === 'string' && isTime(value, type)
  ),
  {
    name: 'TYPE',
    title: '类型',
    about: '值的类型：数字、日期与空为 1，文本为 2，逻辑值为 4，错误为 16',
    signature: { parameters: [anyValue] },
    result: () => ({ kind: 'number' }),
    bind:
      ([value]) =>
      (evaluation) =>
        new Num(kindNumber(value!.evaluate(evaluation), value!.type)),
  },
  {
    name: 'ERROR.TYPE',
    title: '错误类型',
    about: '错误的编号，不是错误时为 #N/A',
    signature: { parameters: [anyValue] },
    result: () => ({ kind: 'number' }),
    bind:
      ([value]) =>
      (evaluation) => {
        const result = value!.evaluate(evaluation)
        return isErrorValue(result) ? new Num(errorNumbers[result.error]) : missingError
      },
  },
]

function kindTest(
  names: FunctionNames,
  holds: (value: ExpressionResult, type: ValueType) => boolean
): FunctionEntry {
  return {
    ...names,
    signature: { parameters: [anyValue] },
    result: () => ({ kind: 'boolean' }),
    bind:
      ([value]) =>
      (evaluation) =>
        holds(value!.evaluate(evaluation), value!.type),
  }
}

function kindNumber(value: ExpressionResult, type: ValueType): number {
  if (isErrorValue(value)) return errorKind
  if (typeof value === 'boolean') return 4
  return isText(value, type) ? 2 : 1
}

function isText(value: ExpressionResult, type: ValueType): boolean {
  return typeof value === 'string' && !isTime(value, type)
}

/** By the static type; a value of unknown type by how it is written. */
function isTime(value: string, { kind }: ValueType): boolean {
  if (kind !== 'any') return kind === 'date' || kind === 'datetime'
  return dateParts(value) !== null || instantMillis(value) !== null
}

function isBlankResult(result: ExpressionResult): boolean {
  return result === null || result === '' || (Array.isArray(result) && result.length === 0)
}
