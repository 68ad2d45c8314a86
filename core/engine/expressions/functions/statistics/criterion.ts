import { Decimal } from 'decimal.js'
import { dateParts, instantMillis } from '../../evaluate/calendar.ts'
import { parseNumber } from '../../evaluate/number.ts'
import { spend } from '../../evaluate/evaluation.ts'
import { compareText, textOf } from '../../evaluate/text.ts'
import { dateAt } from '../../evaluate/zone.ts'
import { readDate } from '../dates/read_date.ts'
import { matchesWildcard, wildcardOf } from '../texts/wildcard.ts'
import type { Evaluation } from '../../evaluate/evaluation.ts'
import type { ExpressionResult } from '../../compiled_expression.ts'
import type { Wildcard } from '../texts/wildcard.ts'

type Comparison = '=' | '<>' | '<' | '<=' | '>' | '>='

/** Whether a cell is met. */
export type Criterion = (cell: ExpressionResult, evaluation: Evaluation) => boolean

const written = /^(<>|<=|>=|=|<|>)?([^]*)$/

/**
 * A criterion of COUNTIF and its kin: a value the cells must equal, or a text with an operator
 * (`">=100"`, `"<>A*"`) whose operand is read as what each cell is: number, date or text. `*` and `?`
 * stand for any characters, `~` takes that meaning away. `""` and `"="` are met by blanks, `"<>"` by
 * all else. Texts compare as `=` does, with regard to case.
 */
export function criterionOf(criterion: ExpressionResult): Criterion {
  if (criterion === null) return (cell) => cell === null
  if (typeof criterion === 'boolean') return (cell) => cell === criterion
  if (typeof criterion !== 'string') return equalTo(criterion)
  const [, operator = '=', operand = ''] = written.exec(criterion) ?? []
  const comparison = operator as Comparison
  if (operand === '') return blankCriterion(comparison)
  const number = parseNumber(operand)
  const date = dateParts(operand) ? operand : readDate(operand)
  const pattern = wildcardOf(operand)
  return (cell, evaluation) => {
    spend(evaluation, 1)
    if (cell === null) return comparison === '<>'
    const order = orderOf(cell, { number, date, pattern, operand }, evaluation)
    return order === null ? comparison === '<>' : meets(comparison, order)
  }
}

function equalTo(value: ExpressionResult): Criterion {
  if (!(value instanceof Decimal)) return () => false
  const text = textOf(value)
  return (cell) => (cell instanceof Decimal ? cell.equals(value) : cell === text)
}

function blankCriterion(comparison: Comparison): Criterion {
  if (comparison === '=') return (cell) => cell === null
  return comparison === '<>' ? (cell) => cell !== null : () => false
}

interface Operand {
  readonly number: Decimal | null
  readonly date: string | null
  readonly pattern: Wildcard | null
  readonly operand: string
}

/** Order of a cell and the operand; null when they are of different kinds. */
function orderOf(
  cell: ExpressionResult,
  { number, date, pattern, operand }: Operand,
  evaluation: Evaluation
): number | null {
  if (cell instanceof Decimal) return number && cell.cmp(number)
  if (typeof cell === 'boolean') {
    const truth = /^(?:(TRUE)|FALSE)$/i.exec(operand)
    return truth && Number(cell) - (truth[1] ? 1 : 0)
  }
  if (typeof cell !== 'string') return null
  if (date !== null && dateParts(cell)) return compareText(cell, date)
  if (date !== null && instantMillis(cell) !== null) {
    const day = dateAt(cell, evaluation)
    return day === null ? null : compareText(day, date)
  }
  if (pattern) return matchesWildcard(pattern, cell, evaluation) ? 0 : null
  spend(evaluation, cell.length >> 6)
  return compareText(cell, operand)
}

function meets(comparison: Comparison, order: number): boolean {
  switch (comparison) {
    case '=':
      return order === 0
    case '<>':
      return order !== 0
    case '<':
      return order < 0
    case '<=':
      return order <= 0
    case '>':
      return order > 0
    case '>=':
      return order >= 0
  }
}
