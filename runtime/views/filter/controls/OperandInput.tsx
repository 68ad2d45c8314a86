import { Input, InputNumber, Select } from 'antd'
import { inputOf } from '#runtime/fields/inputs.ts'
import { texts } from '#runtime/texts/index.ts'
import { choiceOf, operandControl } from '../operators.ts'
import { ListOperand } from './ListOperand.tsx'
import { PeriodOperand } from './PeriodOperand.tsx'
import { RecordOperand } from './RecordOperand.tsx'
import type { RuntimeColumn, RuntimeField } from '#engine/presentation/shapes.ts'
import type { FilterLine } from '../tree/filter_tree.ts'

const t = texts.filter

export interface OperandProps {
  line: FilterLine
  column: RuntimeColumn
  invalid: boolean
  onChange: (operand: unknown) => void
}

/** Enters what a field is compared with: the input of its type, or one for the operator. */
export function OperandInput(props: OperandProps) {
  const { line, column, invalid, onChange } = props
  const status = invalid ? { status: 'error' as const } : {}
  switch (operandControl(choiceOf(line.operator, line.operand), column.field)) {
    case 'none':
      return null
    case 'period':
      return <PeriodOperand {...props} />
    case 'record':
      return <RecordOperand {...props} />
    case 'list':
      return <ListOperand {...props} />
    case 'days':
      return (
        <InputNumber
          aria-label={t.days}
          title={t.daysHint}
          placeholder={t.daysHint}
          precision={0}
          style={{ width: '100%' }}
          {...status}
          value={typeof line.operand === 'number' ? line.operand : null}
          onChange={(days) => onChange(days ?? undefined)}
        />
      )
    case 'text':
      return (
        <Input
          aria-label={t.value}
          placeholder={texts.form.enter}
          {...status}
          value={typeof line.operand === 'string' ? line.operand : ''}
          onChange={(event) => onChange(event.target.value)}
        />
      )
    case 'pair': {
      const [from, to] = Array.isArray(line.operand) ? (line.operand as unknown[]) : []
      return (
        <div className="gj-condition-pair">
          <One
            {...props}
            field={column.field}
            value={from}
            onChange={(one) => onChange([one, to])}
          />
          <span aria-hidden>–</span>
          <One
            {...props}
            field={column.field}
            value={to}
            onChange={(one) => onChange([from, one])}
          />
        </div>
      )
    }
    default:
      return column.field.target !== null ? (
        <RecordOperand {...props} />
      ) : (
        <One {...props} field={column.field} value={line.operand} onChange={onChange} />
      )
  }
}

interface OneProps {
  field: RuntimeField
  value: unknown
  invalid: boolean
  onChange: (value: unknown) => void
}

function One({ field, value, invalid, onChange }: OneProps) {
  if (field.valueType === 'boolean') {
    return (
      <Select
        aria-label={t.value}
        style={{ width: '100%' }}
        placeholder={texts.form.choose}
        {...(invalid ? { status: 'error' as const } : {})}
        options={[
          { value: true, label: texts.form.yes },
          { value: false, label: texts.form.no },
        ]}
        value={typeof value === 'boolean' ? value : undefined}
        onChange={onChange}
      />
    )
  }
  const Field = inputOf({ ...field, type: field.options ? 'select' : field.valueType })
  return (
    <div aria-label={t.value} role="group">
      <Field
        field={{ ...field, required: true, title: t.value }}
        value={shownValue(field, value)}
        invalid={invalid}
        onChange={onChange}
      />
    </div>
  )
}

/** The digits that all regions inside of one begin with are shown as that region. */
function shownValue(field: RuntimeField, value: unknown): unknown {
  const isDigits = field.valueType === 'region' && typeof value === 'string'
  return isDigits ? value.padEnd(6, '0') : (value ?? null)
}
