import { valueError } from '../../evaluate/error_value.ts'
import { spend } from '../../evaluate/evaluation.ts'
import { elementOf, unifyAll } from '../../type_rules.ts'
import { given, optional } from '../arguments.ts'
import { declareFunction } from '../declare_function.ts'
import { identityOf } from '../statistics/counts.ts'
import { sortingCost } from '../statistics/sorted_numbers.ts'
import { orderOfValues } from './order.ts'
import type { Decimal } from 'decimal.js'
import type { Evaluation } from '../../evaluate/evaluation.ts'
import type { ExpressionResult } from '../../compiled_expression.ts'
import type { FunctionEntry } from '../function_entry.ts'
import type { ValueType } from '../../value_type.ts'

type Cells = readonly ExpressionResult[]

const list = given('cells', '列表')
/** The result is a list as the first argument is. */
const asGiven = ([type]: readonly ValueType[]): ValueType => ({
  kind: 'list',
  of: elementOf(type!),
})

/** 列表: lists made of lists, for whatever takes one whole (SUM, TEXTJOIN, INDEX). */
export const listFunctions: readonly FunctionEntry[] = [
  declareFunction({
    name: 'LIST',
    title: '列表',
    about: '由各个值组成的列表，如 LIST(1, 2, 3)',
    parameters: [],
    repeated: [given('any', '值')],
    result: (types) => {
      const of = unifyAll(types)
      return of && { kind: 'list', of }
    },
    body: (_, evaluation, { rest }) => {
      spend(evaluation, rest.length)
      return rest as Cells
    },
  }),
  declareFunction({
    name: 'FILTER',
    title: '筛选',
    about: '列表中条件成立的行，都不成立时为空列表',
    parameters: [list, given('flags', '条件')],
    alignsRows: true,
    result: asGiven,
    body: ([cells, flags]) =>
      cells.length === flags.length ? cells.filter((_, row) => flags[row] === true) : valueError,
  }),
  declareFunction({
    name: 'UNIQUE',
    title: '去重',
    about: '列表中互不相同的值，按首次出现的次序，空值也是一个值',
    parameters: [list],
    result: asGiven,
    body: ([cells], evaluation) => {
      spend(evaluation, cells.length)
      const seen = new Map<string, ExpressionResult>()
      for (const cell of cells) {
        const identity = identityOf(cell)
        if (!seen.has(identity)) seen.set(identity, cell)
      }
      return [...seen.values()]
    },
  }),
  declareFunction({
    name: 'SORT',
    title: '排序',
    about: '按升序（第二个参数为 -1 时降序）排列，空值在最后',
    parameters: [list, optional('number', '次序')],
    result: asGiven,
    body: ([cells, order], evaluation) => sorted({ cells, keys: cells, order }, evaluation),
  }),
  declareFunction({
    name: 'SORTBY',
    title: '按列排序',
    about: '按另一列表的升序（第三个参数为 -1 时降序）排列',
    parameters: [list, given('cells', '排序列表'), optional('number', '次序')],
    alignsRows: true,
    result: asGiven,
    body: ([cells, keys, order], evaluation) => sorted({ cells, keys, order }, evaluation),
  }),
  declareFunction({
    name: 'TAKE',
    title: '取前几个',
    about: '列表的前几个值，负数为最后几个',
    parameters: [list, given('number', '个数')],
    result: asGiven,
    body: ([cells, count]) => {
      const wanted = count.trunc().toNumber()
      if (wanted === 0) return valueError
      return wanted > 0 ? cells.slice(0, wanted) : cells.slice(wanted)
    },
  }),
  declareFunction({
    name: 'DROP',
    title: '去掉前几个',
    about: '去掉列表的前几个值，负数去掉最后几个',
    parameters: [list, given('number', '个数')],
    result: asGiven,
    body: ([cells, count]) => {
      const dropped = count.trunc().toNumber()
      return dropped >= 0 ? cells.slice(dropped) : cells.slice(0, dropped)
    },
  }),
]

/** #VALUE! when the lists differ in length or the keys are of different kinds. */
function sorted(
  { cells, keys, order }: { cells: Cells; keys: Cells; order: Decimal | undefined },
  evaluation: Evaluation
): ExpressionResult {
  if (cells.length !== keys.length) return valueError
  const direction = order?.isNegative() ? -1 : 1
  spend(evaluation, 2 * sortingCost(cells.length))
  let isMixed = false
  const rows = keys
    .map((key, row) => ({ key, row }))
    .sort((a, b) => {
      if (a.key === null || b.key === null) {
        return Number(a.key === null) - Number(b.key === null) || a.row - b.row
      }
      const difference = orderOfValues(a.key, b.key)
      if (difference === null) isMixed = true
      return (difference ?? 0) * direction || a.row - b.row
    })
  return isMixed ? valueError : rows.map(({ row }) => cells[row] ?? null)
}
