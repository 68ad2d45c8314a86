import { Num } from '../../evaluate/number.ts'
import { costs } from '../../evaluate/costs.ts'
import { divisionError, numberError } from '../../evaluate/error_value.ts'
import { spend } from '../../evaluate/evaluation.ts'
import { finite } from '../../evaluate/number.ts'
import { given } from '../arguments.ts'
import { declareFunction } from '../declare_function.ts'
import type { Decimal } from 'decimal.js'
import type { Evaluation } from '../../evaluate/evaluation.ts'
import type { ExpressionResult } from '../../compiled_expression.ts'
import type { FunctionEntry, FunctionNames } from '../function_entry.ts'

/** 3.14… with the 34 digits numbers have. */
const pi = new Num('3.141592653589793238462643383279503')
/** Excel's limit for angles; far angles would have no right digit left. */
const farthest = 2 ** 27

/** 三角: angles in radians. */
export const trigonometryFunctions: readonly FunctionEntry[] = [
  declareFunction({
    name: 'PI',
    title: '圆周率',
    about: '圆周率，34 位有效数字',
    parameters: [],
    result: 'number',
    body: () => pi,
  }),
  ofAngle({ name: 'SIN', title: '正弦', about: '弧度的正弦' }, (angle) => angle.sin()),
  ofAngle({ name: 'COS', title: '余弦', about: '弧度的余弦' }, (angle) => angle.cos()),
  ofAngle({ name: 'TAN', title: '正切', about: '弧度的正切' }, (angle) => finite(angle.tan())),
  ofRatio({ name: 'ASIN', title: '反正弦', about: '反正弦，结果为弧度' }, (ratio) =>
    ratio.abs().greaterThan(1) ? numberError : ratio.asin()
  ),
  ofRatio({ name: 'ACOS', title: '反余弦', about: '反余弦，结果为弧度' }, (ratio) =>
    ratio.abs().greaterThan(1) ? numberError : ratio.acos()
  ),
  ofRatio({ name: 'ATAN', title: '反正切', about: '反正切，结果为弧度' }, (ratio) => ratio.atan()),
  declareFunction({
    name: 'ATAN2',
    title: '坐标反正切',
    about: '坐标 (x, y) 的方位角，结果为弧度',
    parameters: [given('number', '横坐标'), given('number', '纵坐标')],
    result: 'number',
    body: ([x, y], evaluation) => {
      if (x.isZero() && y.isZero()) return divisionError
      spend(evaluation, costs.arc)
      return finite(Num.atan2(y, x))
    },
  }),
  declareFunction({
    name: 'RADIANS',
    title: '转弧度',
    about: '角度换算为弧度',
    parameters: [given('number', '角度')],
    result: 'number',
    body: ([degrees], evaluation) => {
      spend(evaluation, costs.division)
      return finite(degrees.times(pi).div(180))
    },
  }),
  declareFunction({
    name: 'DEGREES',
    title: '转角度',
    about: '弧度换算为角度',
    parameters: [given('number', '弧度')],
    result: 'number',
    body: ([radians], evaluation) => {
      spend(evaluation, costs.division)
      return finite(radians.times(180).div(pi))
    },
  }),
]

function ofAngle(names: FunctionNames, compute: (angle: Decimal) => ExpressionResult) {
  return declareFunction({
    ...names,
    parameters: [given('number', '弧度')],
    result: 'number',
    body: ([angle], evaluation: Evaluation) => {
      if (angle.abs().greaterThanOrEqualTo(farthest)) return numberError
      spend(evaluation, costs.trigonometry)
      return compute(angle)
    },
  })
}

/** Series near 1 and far from 0 are the slowest of all functions. */
function ofRatio(names: FunctionNames, compute: (ratio: Decimal) => ExpressionResult) {
  return declareFunction({
    ...names,
    parameters: [given('number', '数值')],
    result: 'number',
    body: ([ratio], evaluation: Evaluation) => {
      spend(evaluation, costs.arc)
      return compute(ratio)
    },
  })
}
