import { costs } from '../../evaluate/costs.ts'
import { divisionError, numberError } from '../../evaluate/error_value.ts'
import { spend } from '../../evaluate/evaluation.ts'
import { finite, narrow, Num, Wide } from '../../evaluate/number.ts'
import { given } from '../arguments.ts'
import { declareFunction } from '../declare_function.ts'
import type { Decimal } from 'decimal.js'
import type { Evaluation } from '../../evaluate/evaluation.ts'
import type { ExpressionResult } from '../../compiled_expression.ts'
import type { FunctionEntry, FunctionNames } from '../function_entry.ts'

/** 3.14… with the 34 digits numbers have. */
const pi = new Num('3.141592653589793238462643383279503')
const widePi = new Wide('3.14159265358979323846264338327950288419716939937510582097494459')
/** Excel's limit for angles; far angles would have no right digit left. */
const farthest = 2 ** 27
/** Nearer to 0 an arc differs from its sine and tangent by less than the 34 digits can tell (x³/3). */
const nearest = new Num('1e-18')
/** Farther from 0 an arc is a right angle in all 34 digits. */
const farthestRatio = new Num('1e36')
const right = new Num('1.570796326794896619231321691639751')

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
    ratio.abs().greaterThan(1) ? numberError : arcOf(ratio, (size) => size.asin())
  ),
  ofRatio({ name: 'ACOS', title: '反余弦', about: '反余弦，结果为弧度' }, (ratio) =>
    ratio.abs().greaterThan(1) ? numberError : ratio.acos()
  ),
  ofRatio({ name: 'ATAN', title: '反正切', about: '反正切，结果为弧度' }, (ratio) =>
    arcOf(ratio, (size) => size.atan())
  ),
  declareFunction({
    name: 'ATAN2',
    title: '坐标反正切',
    about: '坐标 (x, y) 的方位角，结果为弧度',
    parameters: [given('number', '横坐标'), given('number', '纵坐标')],
    result: 'number',
    body: ([x, y], evaluation) => {
      if (x.isZero() && y.isZero()) return divisionError
      spend(evaluation, costs.arc)
      return directionOf(x, y)
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

/**
 * An arc by decimal.js, whose series never ends where squares underflow or overflow: very near to 0
 * the ratio is the arc, very far from it the arc is a right angle.
 */
function arcOf(ratio: Decimal, compute: (ratio: Decimal) => Decimal): Decimal {
  if (ratio.abs().lessThan(nearest)) return ratio
  if (ratio.abs().greaterThan(farthestRatio)) return ratio.isPositive() ? right : right.negated()
  return compute(ratio)
}

/** The angle from the x axis to a point that is not the origin: -π < angle <= π. */
function directionOf(x: Decimal, y: Decimal): ExpressionResult {
  const ratio = y.div(x)
  if (ratio.abs().greaterThan(farthestRatio)) return y.isPositive() ? right : right.negated()
  if (ratio.abs().greaterThanOrEqualTo(nearest)) return finite(Num.atan2(y, x))
  if (x.isPositive()) return ratio
  return narrow(y.isNegative() && !y.isZero() ? widePi.negated().plus(ratio) : widePi.plus(ratio))
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
