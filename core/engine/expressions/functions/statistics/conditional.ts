import { Decimal } from 'decimal.js'
import { valueError } from '../../evaluate/error_value.ts'
import { Num } from '../../evaluate/number.ts'
import { spend } from '../../evaluate/evaluation.ts'
import { given, optional } from '../arguments.ts'
import { declareFunction } from '../declare_function.ts'
import { sumOf } from '../math/totals.ts'
import { averageOf, extreme } from './counts.ts'
import { criterionOf } from './criterion.ts'
import type { Evaluation } from '../../evaluate/evaluation.ts'
import type { ExpressionResult } from '../../compiled_expression.ts'
import type { FunctionEntry, FunctionNames } from '../function_entry.ts'
import type { ValueType } from '../../value_type.ts'

type Cells = readonly ExpressionResult[]
type Total = (values: Cells, evaluation: Evaluation) => ExpressionResult

const cells = given('cells', '条件列表')
const criterion = given('any', '条件')
const group = [cells, criterion] as const
/** As numbers, dates as they are. */
const added = (types: readonly ValueType[]): ValueType =>
  types[0]?.kind === 'date' || types[0]?.kind === 'datetime' ? types[0] : { kind: 'number' }

/**
 * 条件统计: rows of a list that meet criteria. The lists are of one sub-table; each criterion is read
 * as `criterionOf` says.
 */
export const conditionalFunctions: readonly FunctionEntry[] = [
  declareFunction({
    name: 'COUNTIF',
    title: '条件计数',
    about: '列表中满足条件的个数，条件如 ">=100"、"A*"',
    parameters: [cells, criterion],
    result: 'number',
    body: ([list, wanted], evaluation) => {
      const rows = rowsMeeting([list, wanted], list.length, evaluation)
      return rows ? new Num(rows.length) : valueError
    },
  }),
  declareFunction({
    name: 'COUNTIFS',
    title: '多条件计数',
    about: '同时满足各条件的行数',
    parameters: [],
    repeated: group,
    result: 'number',
    alignsRows: true,
    body: (_, evaluation, { rest }) => {
      const rows = rowsMeeting(rest, (rest[0] as Cells).length, evaluation)
      return rows ? new Num(rows.length) : valueError
    },
  }),
  ofOneCriterion({ name: 'SUMIF', title: '条件求和', about: '满足条件的行求和' }, sumOf),
  ofCriteria({ name: 'SUMIFS', title: '多条件求和', about: '同时满足各条件的行求和' }, sumOf),
  ofOneCriterion(
    { name: 'AVERAGEIF', title: '条件平均值', about: '满足条件的行的平均值' },
    averageOf
  ),
  ofCriteria(
    { name: 'AVERAGEIFS', title: '多条件平均值', about: '同时满足各条件的行的平均值' },
    averageOf
  ),
  ofCriteria(
    { name: 'MINIFS', title: '多条件最小值', about: '同时满足各条件的行的最小值，没有时为空' },
    (values) => extreme(values, -1)
  ),
  ofCriteria(
    { name: 'MAXIFS', title: '多条件最大值', about: '同时满足各条件的行的最大值，没有时为空' },
    (values) => extreme(values, 1)
  ),
]

/** SUMIF: the rows that meet the criterion, of the third list where it is given. */
function ofOneCriterion(names: FunctionNames, total: Total): FunctionEntry {
  return declareFunction({
    ...names,
    parameters: [cells, criterion, optional('numberCells', '求值列表')],
    result: 'number',
    alignsRows: true,
    body: ([list, wanted, values], evaluation) => {
      const rows = rowsMeeting([list, wanted], (values ?? list).length, evaluation)
      return rows ? total(numbersAt(values ?? list, rows), evaluation) : valueError
    },
  })
}

/** SUMIFS: the values first, then list and criterion in pairs. */
function ofCriteria(names: FunctionNames, total: Total): FunctionEntry {
  const isExtreme = names.name === 'MINIFS' || names.name === 'MAXIFS'
  return declareFunction({
    ...names,
    parameters: [
      isExtreme ? given('cells', '求值列表') : (given('numberCells', '求值列表') as typeof cells),
    ],
    repeated: group,
    result: isExtreme ? added : 'number',
    alignsRows: true,
    body: ([values], evaluation, { rest }) => {
      const rows = rowsMeeting(rest, values.length, evaluation)
      if (!rows) return valueError
      const met = isExtreme ? valuesAt(values, rows) : numbersAt(values, rows)
      return total(met, evaluation)
    },
  })
}

/** Rows that meet every pair of list and criterion, or null when a list has another number of rows. */
function rowsMeeting(
  pairs: readonly unknown[],
  count: number,
  evaluation: Evaluation
): number[] | null {
  let rows = Array.from({ length: count }, (_, row) => row)
  for (let pair = 0; pair < pairs.length; pair += 2) {
    const list = pairs[pair] as Cells
    if (list.length !== count) return null
    spend(evaluation, rows.length)
    const meets = criterionOf(pairs[pair + 1] as ExpressionResult)
    rows = rows.filter((row) => meets(list[row] ?? null, evaluation))
  }
  return rows
}

function numbersAt(values: Cells, rows: readonly number[]): Cells {
  return valuesAt(values, rows).filter((value) => value instanceof Decimal)
}

function valuesAt(values: Cells, rows: readonly number[]): Cells {
  return rows.map((row) => values[row] ?? null).filter((value) => value !== null)
}
