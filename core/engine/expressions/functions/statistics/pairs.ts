import { divisionError, missingError } from '../../evaluate/error_value.ts'
import { costs } from '../../evaluate/costs.ts'
import { spend } from '../../evaluate/evaluation.ts'
import { narrow, Wide } from '../../evaluate/number.ts'
import { given } from '../arguments.ts'
import { declareFunction } from '../declare_function.ts'
import type { Decimal } from 'decimal.js'
import type { ErrorValue } from '../../evaluate/error_value.ts'
import type { Evaluation } from '../../evaluate/evaluation.ts'
import type { FunctionEntry } from '../function_entry.ts'

type Cells = readonly (Decimal | null)[]

/** Sums over the pairs, each times the number of pairs: nothing is rounded on the way. */
interface PairSums {
  readonly count: number
  readonly sumX: Decimal
  readonly sumY: Decimal
  /** n·Σx² − (Σx)² */
  readonly xx: Decimal
  readonly yy: Decimal
  /** n·Σxy − Σx·Σy */
  readonly xy: Decimal
}

const yThenX = [given('numberCells', '因变量列表'), given('numberCells', '自变量列表')] as const
const both = [given('numberCells', '列表一'), given('numberCells', '列表二')] as const

/** 成对统计: two lists row by row; a pair with a blank does not take part, lists of different length are #N/A. */
export const pairFunctions: readonly FunctionEntry[] = [
  ofPairs({ name: 'CORREL', title: '相关系数', about: '两个列表的相关系数' }, both, correlation),
  ofPairs({ name: 'RSQ', title: '决定系数', about: '线性回归的 R 平方' }, yThenX, (sums) =>
    sums.xx.isZero() || sums.yy.isZero()
      ? divisionError
      : narrow(sums.xy.times(sums.xy).div(sums.xx.times(sums.yy)))
  ),
  ofPairs({ name: 'SLOPE', title: '斜率', about: '线性回归直线的斜率' }, yThenX, (sums) =>
    sums.xx.isZero() ? divisionError : narrow(sums.xy.div(sums.xx))
  ),
  ofPairs({ name: 'INTERCEPT', title: '截距', about: '线性回归直线的截距' }, yThenX, (sums) =>
    lineAt(sums, new Wide(0))
  ),
  ofPairs(
    { name: 'COVARIANCE.P', title: '总体协方差', about: '把两个列表当作总体的协方差' },
    both,
    ({ xy, count }) => (count === 0 ? divisionError : narrow(xy.div(count * count)))
  ),
  ofPairs(
    { name: 'COVARIANCE.S', title: '样本协方差', about: '按样本估计的协方差' },
    both,
    ({ xy, count }) => (count < 2 ? divisionError : narrow(xy.div(count * (count - 1))))
  ),
  declareFunction({
    name: 'FORECAST.LINEAR',
    title: '线性预测',
    aliases: ['FORECAST'],
    about: '线性回归直线在某处的值',
    parameters: [given('number', '自变量'), ...yThenX],
    result: 'number',
    alignsRows: true,
    body: ([x, ys, xs], evaluation) => {
      const sums = pairSums(ys, xs, evaluation)
      return sums === null ? missingError : lineAt(sums, new Wide(x))
    },
  }),
]

function ofPairs(
  names: { name: string; title: string; about: string },
  parameters: typeof both,
  compute: (sums: PairSums, evaluation: Evaluation) => Decimal | ErrorValue
): FunctionEntry {
  return declareFunction({
    ...names,
    parameters,
    result: 'number',
    alignsRows: true,
    body: ([ys, xs], evaluation) => {
      const sums = pairSums(ys, xs, evaluation)
      return sums === null ? missingError : compute(sums, evaluation)
    },
  })
}

function pairSums(ys: Cells, xs: Cells, evaluation: Evaluation): PairSums | null {
  if (ys.length !== xs.length) return null
  spend(evaluation, 8 * xs.length)
  let [count, sumX, sumY] = [0, new Wide(0), new Wide(0)]
  let [xx, yy, xy] = [sumX, sumX, sumX]
  for (const [row, cell] of xs.entries()) {
    const other = ys[row]
    if (!cell || !other) continue
    const [x, y] = [new Wide(cell), new Wide(other)]
    count += 1
    ;[sumX, sumY] = [sumX.plus(x), sumY.plus(y)]
    ;[xx, yy, xy] = [xx.plus(x.times(x)), yy.plus(y.times(y)), xy.plus(x.times(y))]
  }
  return {
    ...{ count, sumX, sumY },
    xx: xx.times(count).minus(sumX.times(sumX)),
    yy: yy.times(count).minus(sumY.times(sumY)),
    xy: xy.times(count).minus(sumX.times(sumY)),
  }
}

function correlation({ xx, yy, xy }: PairSums, evaluation: Evaluation): Decimal | ErrorValue {
  if (xx.isZero() || yy.isZero()) return divisionError
  spend(evaluation, 2 * costs.root)
  return narrow(xy.div(xx.times(yy).sqrt()))
}

/** The line through the means with the slope of the pairs. */
function lineAt({ count, sumX, sumY, xx, xy }: PairSums, x: Decimal): Decimal | ErrorValue {
  if (xx.isZero()) return divisionError
  // y = ȳ + slope·(x − x̄), over one denominator
  const numerator = sumY.times(xx).plus(xy.times(x.times(count).minus(sumX)))
  return narrow(numerator.div(xx.times(count)))
}
