import type { ReactNode } from 'react'
import { CloseOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { texts } from '#runtime/texts/index.ts'
import { useViewOf } from '../state/reachable.ts'
import { FieldPicker } from './FieldPicker.tsx'
import { rowColumns } from './filter_columns.ts'
import { firstOperator } from './operators.ts'
import { newLine, newRows, rowsPath } from './tree/filter_tree.ts'
import type { ConditionsProps } from './ConditionGroup.tsx'
import type { ReplaceItem } from './ConditionLine.tsx'
import type { FilterRows } from './tree/filter_tree.ts'

const t = texts.filter

type ConditionRowsProps = ConditionsProps & {
  item: FilterRows
  onReplace: ReplaceItem
  /** The group a row has to meet. */
  inner: (place: Pick<ConditionsProps, 'columns' | 'rows'>) => ReactNode
}

/** What some row of a sub-table, or some record of a link to several, has to meet. */
export function ConditionRows(props: ConditionRowsProps) {
  const { item, rows, columnOf, onReplace, inner } = props
  const column = columnOf(item.path, rows) ?? null
  const isTable = column?.field.childFields !== null
  const target = useViewOf(isTable ? null : (column?.field.target ?? null))
  const columns = column && rowColumns(column, target)
  return (
    <div className="gj-condition gj-condition-rows">
      <FieldPicker
        {...props}
        path={item.path}
        column={column}
        onChoose={(next) => {
          const first = firstOperator(next)
          onReplace(item, first === 'rows' ? newRows(next.path) : newLine(next.path, first))
        }}
      />
      <span className="gj-condition-meets">{isTable ? t.rowMeets : t.linkMeets}</span>
      <Button
        type="text"
        icon={<CloseOutlined />}
        aria-label={t.remove}
        title={t.remove}
        onClick={() => onReplace(item, null)}
      />
      {columns && (
        <div className="gj-condition-inner">
          {inner({ columns, rows: rowsPath(item.path, rows) })}
        </div>
      )}
    </div>
  )
}
