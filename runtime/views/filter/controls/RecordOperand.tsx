import { Select } from 'antd'
import { RecordSelect } from '#runtime/fields/RecordSelect.tsx'
import { texts } from '#runtime/texts/index.ts'
import { actorText } from '../filter_text.ts'
import { isName } from '../line_values.ts'
import { actorNames } from '../operators.ts'
import type { OperandProps } from './OperandInput.tsx'

/** One record, or what stands for whoever reads the list: 我, 我的部门. */
export function RecordOperand({ line, column, invalid, onChange }: OperandProps) {
  const names = actorNames(column.field, line.operator)
  const name = isName(line.operand) ? line.operand : null
  return (
    <div className="gj-condition-actor">
      {names.length > 0 && (
        <Select
          aria-label={texts.filter.value}
          popupMatchSelectWidth={false}
          options={[
            ...names.map((one) => ({ value: one, label: actorText(one) })),
            { value: '', label: texts.form.choose },
          ]}
          value={name ?? ''}
          onChange={(chosen) => onChange(chosen || undefined)}
        />
      )}
      {name === null && (
        <RecordSelect
          field={column.field}
          value={line.operand ?? null}
          invalid={invalid}
          onChange={(link) => onChange(link ?? undefined)}
        />
      )}
    </div>
  )
}
