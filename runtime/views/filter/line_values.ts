/** What is entered in a line of the filter builder, checked and as the API takes it. */
import { isBlank } from '#engine/values.ts'
import { faultText, parseFormValue, toApiValue } from '#runtime/forms/memory_value.ts'
import { divisionPrefix, regionCodeOf } from '#runtime/fields/region/region_text.ts'
import { linkOf } from '#runtime/fields/link_value.ts'
import { texts } from '#runtime/texts/index.ts'
import { choiceOf, operandControl } from './operators.ts'
import type { RuntimeField } from '#engine/presentation/shapes.ts'
import type { Filter } from '../state/list_state.ts'
import type { FilterLine } from './tree/filter_tree.ts'

/** The line as a condition; null while it asks nothing, or nothing that its field can have. */
export function lineCondition(line: FilterLine, field: RuntimeField | null): Filter | null {
  const { path, operator } = line
  // A field that is not there any more: the condition stays as it is until it is taken out.
  if (!field) return { [path]: { [operator]: line.operand } }
  if (lineFault(line, field) !== null) return null
  const operand = operandOf(line, field)
  if (operator === 'eq' && typeof operand !== 'object') return { [path]: operand }
  return { [path]: { [operator]: isCodes(line, field) ? { in: operand } : operand } }
}

/** Why a line cannot be asked yet; null when it can. */
export function lineFault(line: FilterLine, field: RuntimeField): string | null {
  const { operator, operand } = line
  const missing = texts.filter.valueMissing
  switch (operandControl(choiceOf(operator, operand), field)) {
    case 'none':
      return null
    case 'days':
      return Number.isInteger(operand) ? null : missing
    case 'text':
      return typeof operand === 'string' && operand.trim() ? null : missing
    case 'period':
      return typeof operand === 'string' && operand ? null : missing
    case 'record':
      return linkOf(operand) ? null : missing
    case 'list':
      return listFault(line, field)
    case 'pair': {
      const [from, to] = Array.isArray(operand) ? (operand as unknown[]) : []
      return valueFault(from, field) ?? valueFault(to, field)
    }
    default:
      if (field.valueType === 'region') return regionCodeOf(operand) ? null : missing
      return valueFault(operand, field)
  }
}

/** What a choice of several has among its codes. */
function isCodes({ operator }: FilterLine, field: RuntimeField): boolean {
  return operator === 'has' && field.target === null
}

function listFault(line: FilterLine, field: RuntimeField): string | null {
  const { operand } = line
  if (isName(operand)) return null
  if (isCodes(line, field)) return isBlank(operand) ? texts.filter.valueMissing : null
  if (!Array.isArray(operand) || operand.length === 0) return texts.filter.valueMissing
  const faults = operand.map((value) => valueFault(value, field))
  return faults.find((fault) => fault !== null) ?? null
}

function valueFault(value: unknown, field: RuntimeField): string | null {
  if (isName(value)) return null
  if (isBlank(value)) return texts.filter.valueMissing
  const parsed = parseFormValue(asked(field), value)
  return parsed.ok ? null : faultText(parsed.fault)
}

function operandOf(line: FilterLine, field: RuntimeField): unknown {
  const { operator, operand } = line
  if (isCodes(line, field)) return Array.isArray(operand) ? operand : [operand]
  const value = (given: unknown) => (isName(given) ? given : toApiValue(asked(field), given))
  switch (operandControl(choiceOf(operator, operand), field)) {
    case 'text':
      return String(operand).trim()
    case 'record':
      return isName(operand) ? operand : linkOf(operand)?.id
    case 'list':
    case 'pair':
      return Array.isArray(operand) ? operand.map(value) : operand
    case 'value': {
      const code = field.valueType === 'region' ? regionCodeOf(operand) : null
      if (code === null) return value(operand)
      return operator === 'startsWith' ? divisionPrefix(code) : code
    }
    default:
      return operand
  }
}

/** A computed field is compared as its result. */
function asked(field: RuntimeField): RuntimeField {
  return field.type === field.valueType ? field : { ...field, type: field.valueType }
}

/** `$me`, `$my_department`: stands for whoever reads. */
export function isName(value: unknown): value is string {
  return typeof value === 'string' && value.startsWith('$')
}
