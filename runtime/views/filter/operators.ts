import { filterControl } from '../state/filter_values.ts'
import type { RuntimeColumn, RuntimeField } from '#engine/presentation/shapes.ts'

/** How the value of a condition is entered. */
export type OperandControl =
  'none' | 'value' | 'list' | 'pair' | 'text' | 'period' | 'days' | 'record' | 'rows'

/** What can be chosen between a field and a value: an operator of the API, `empty` as two of them. */
export type OperatorChoice = string
export const isEmpty = 'isEmpty'
export const isFilled = 'isFilled'

/** The first of these that a field has is offered first. */
const preferred: Readonly<Record<string, string>> = {
  text: 'contains',
  longtext: 'contains',
  date: 'within',
  datetime: 'within',
  select: 'in',
  state: 'in',
  multiselect: 'has',
  tags: 'has',
  region: 'startsWith',
}
const order = [
  ...['eq', 'ne', 'contains', 'startsWith', 'in', 'nin', 'gt', 'gte', 'lt', 'lte', 'between'],
  ...['within', 'withinDays', 'under', 'has', 'rows', isEmpty, isFilled],
]

/** Operators of a column, as the engine tells them, in the order people read them. */
export function operatorChoices(column: RuntimeColumn): OperatorChoice[] {
  const choices = column.operators.flatMap((operator): OperatorChoice[] => {
    if (operator === 'empty') return [isEmpty, isFilled]
    if (operator === 'has') return hasChoices(column)
    return order.includes(operator) ? [operator] : []
  })
  const known = choices.filter((choice) => !isUnfit(choice, column.field))
  return known.sort((a, b) => order.indexOf(a) - order.indexOf(b))
}

/** Records themselves are compared by choosing them; more or less of a link means nothing to people. */
function isUnfit(choice: OperatorChoice, field: RuntimeField): boolean {
  if (filterControl(field) === 'presence') return choice !== isEmpty && choice !== isFilled
  const isLink = field.target !== null && field.childFields === null
  const isChoice = field.options !== null || field.valueType === 'boolean'
  const compares = ['gt', 'gte', 'lt', 'lte', 'between', 'contains', 'startsWith']
  return (isLink || isChoice) && compares.includes(choice)
}

/** Of a sub-table: what a row has to meet; of a link to several also a record itself. */
function hasChoices({ field }: RuntimeColumn): OperatorChoice[] {
  if (field.childFields !== null) return ['rows']
  return field.target === null ? ['has'] : ['has', 'rows']
}

export function firstOperator(column: RuntimeColumn): OperatorChoice {
  const choices = operatorChoices(column)
  const wanted = preferred[column.field.valueType]
  return choices.find((choice) => choice === wanted) ?? choices[0] ?? isEmpty
}

export function operandControl(choice: OperatorChoice, field: RuntimeField): OperandControl {
  switch (choice) {
    case 'has':
      return field.target === null ? 'list' : 'record'
    case isEmpty:
    case isFilled:
      return 'none'
    case 'in':
    case 'nin':
      return 'list'
    case 'between':
      return 'pair'
    case 'startsWith':
      return field.valueType === 'region' ? 'value' : 'text'
    case 'contains':
      return 'text'
    case 'within':
      return 'period'
    case 'withinDays':
      return 'days'
    case 'under':
      return 'record'
    case 'rows':
      return 'rows'
    default:
      return 'value'
  }
}

/** The choice a line of the tree stands for. */
export function choiceOf(operator: string, operand: unknown): OperatorChoice {
  if (operator !== 'empty') return operator
  return operand === false ? isFilled : isEmpty
}

/** Operator and operand of the API for a choice that needs no value. */
export function plainOperand(choice: OperatorChoice): { operator: string; operand: unknown } {
  if (choice === isEmpty) return { operator: 'empty', operand: true }
  if (choice === isFilled) return { operator: 'empty', operand: false }
  return { operator: choice, operand: undefined }
}

/** Whose values stand for whoever reads the list, by field type. */
export function actorNames(field: RuntimeField, choice: OperatorChoice): string[] {
  const isMany = choice === 'in' || choice === 'nin'
  if (field.valueType === 'user' || field.valueType === 'users') return isMany ? [] : ['$me']
  if (field.valueType !== 'department') return []
  return isMany ? ['$my_department_tree'] : ['$my_department']
}
