import { divisionError } from '../evaluate/error_value.ts'
import { finite, Num } from '../evaluate/number.ts'
import { given, optional, scalarFunction } from './scalar_function.ts'
import type { Decimal } from 'decimal.js'
import type { ErrorValue } from '../evaluate/error_value.ts'
import type { FunctionEntry } from './function_entry.ts'
import type { ValueType } from '../value_type.ts'

const toNumber: ValueType = { kind: 'number' }
const rounding = [given('number', '数值'), optional('number', '位数')] as const

/** Functions of numbers: 四舍五入, 取整 … */
export const mathFunctions: readonly FunctionEntry[] = [
  scalarFunction({
    name: 'ROUND',
    title: '四舍五入',
    parameters: rounding,
    result: toNumber,
    body: ([number, digits]) => roundTo(number, digits, Num.ROUND_HALF_UP),
  }),
  scalarFunction({
    name: 'ROUNDUP',
    title: '向上舍入',
    parameters: rounding,
    result: toNumber,
    body: ([number, digits]) => roundTo(number, digits, Num.ROUND_UP),
  }),
  scalarFunction({
    name: 'ROUNDDOWN',
    title: '向下舍入',
    parameters: rounding,
    result: toNumber,
    body: ([number, digits]) => roundTo(number, digits, Num.ROUND_DOWN),
  }),
  scalarFunction({
    name: 'ABS',
    title: '绝对值',
    parameters: [given('number', '数值')],
    result: toNumber,
    body: ([number]) => number.abs(),
  }),
  scalarFunction({
    name: 'INT',
    title: '取整',
    parameters: [given('number', '数值')],
    result: toNumber,
    body: ([number]) => number.floor(),
  }),
  scalarFunction({
    name: 'MOD',
    title: '求余',
    parameters: [given('number', '被除数'), given('number', '除数')],
    result: toNumber,
    body: ([number, divisor]) => (divisor.isZero() ? divisionError : finite(number.mod(divisor))),
  }),
]

/** Digits behind the point, or before it when negative; away from zero is up, as in Excel. */
function roundTo(
  number: Decimal,
  digits: Decimal | undefined,
  mode: Decimal.Rounding
): Decimal | ErrorValue {
  const places = Math.max(-300, Math.min(300, digits?.trunc().toNumber() ?? 0))
  if (places >= 0) return number.toDecimalPlaces(places, mode)
  const unit = new Num(10).pow(-places)
  return finite(number.div(unit).toDecimalPlaces(0, mode).times(unit))
}
