import { CloseOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { texts } from '#runtime/texts/index.ts'
import { FieldPicker } from './FieldPicker.tsx'
import { OperandInput } from './controls/OperandInput.tsx'
import { operatorText } from './filter_text.ts'
import { lineFault } from './line_values.ts'
import {
  choiceOf,
  firstOperator,
  operandControl,
  operatorChoices,
  plainOperand,
} from './operators.ts'
import { newLine, newRows } from './tree/filter_tree.ts'
import type { RuntimeColumn } from '#engine/presentation/shapes.ts'
import type { ConditionsProps } from './ConditionGroup.tsx'
import type { FilterItem, FilterLine } from './tree/filter_tree.ts'

const t = texts.filter

export type ReplaceItem = (item: FilterItem, next: FilterItem | null) => void

type ConditionLineProps = ConditionsProps & { line: FilterLine; onReplace: ReplaceItem }

/** One condition: field, operator, value. */
export function ConditionLine(props: ConditionLineProps) {
  const { line, rows, columnOf, onReplace } = props
  const column = columnOf(line.path, rows)
  // Rows within rows are too much for people to follow.
  const choices = column ? operatorChoices(column).filter((one) => !rows || one !== 'rows') : []
  const fault = column && props.showsFaults ? lineFault(line, column.field) : null
  // The same id keeps the field's list open on the way along relations.
  const choose = (next: RuntimeColumn) =>
    onReplace(line, { ...lineFor(next, firstOperator(next)), id: line.id })
  return (
    <div className="gj-condition">
      <FieldPicker {...props} path={line.path} column={column ?? null} onChoose={choose} />
      {column ? (
        <>
          <Select
            className="gj-condition-operator"
            aria-label={t.operator}
            popupMatchSelectWidth={false}
            options={choices.map((choice) => ({
              value: choice,
              label: operatorText(choice, column.field),
            }))}
            value={choiceOf(line.operator, line.operand)}
            onChange={(choice) => onReplace(line, lineFor(column, choice, line))}
          />
          <div className="gj-condition-value">
            <OperandInput
              line={line}
              column={column}
              invalid={fault !== null}
              onChange={(operand) => onReplace(line, { ...line, operand })}
            />
            {fault && (
              <span className="gj-condition-fault" role="alert">
                {fault}
              </span>
            )}
          </div>
        </>
      ) : (
        <span className="gj-condition-gone">{column === null && t.gone}</span>
      )}
      <Button
        type="text"
        icon={<CloseOutlined />}
        aria-label={t.remove}
        title={t.remove}
        onClick={() => onReplace(line, null)}
      />
    </div>
  )
}

/** A value is kept where the next operator takes one of the same kind. */
function lineFor(column: RuntimeColumn, choice: string, before?: FilterLine): FilterItem {
  if (choice === 'rows') return newRows(column.path)
  const { operator, operand } = plainOperand(choice)
  const isAlike =
    before !== undefined &&
    operandControl(choiceOf(before.operator, before.operand), column.field) ===
      operandControl(choice, column.field)
  const kept = operand === undefined && isAlike ? before.operand : operand
  const next = newLine(column.path, operator, kept)
  return before ? { ...next, id: before.id } : next
}
