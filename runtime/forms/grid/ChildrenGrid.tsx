import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { observer, useField } from '@formily/react'
import { useIsNarrow } from '#runtime/shell/narrow.ts'
import { texts } from '#runtime/texts/index.ts'
import { useFormModel } from '../formily/form_model_context.ts'
import { rowKey } from '../rows.ts'
import { GridFoot } from './GridFoot.tsx'
import { GridHead } from './GridHead.tsx'
import { GridRow } from './GridRow.tsx'
import { gridColumns, gridTemplate } from './grid_columns.ts'
import { useGridRows } from './grid_rows.ts'
import { faultLines, firstFault } from './row_faults.ts'
import { useRowWindow } from './row_window.ts'
import type { Field } from '@formily/core'

const rowHeight = 40
const viewHeight = 480

/** A sub-table: one Formily field whose cells are ours. */
export const ChildrenGrid = observer(({ name }: { name: string }) => {
  const target = useField<Field>()
  const model = useFormModel()
  const narrow = useIsNarrow()
  const isLocked = target.readPretty
  const { columns, totals } = gridColumns(model.definition, model.field(name))
  const grid = useGridRows({ model, name, target, columns })
  const view = useRowWindow(grid.rows.length, rowHeight, narrow ? Infinity : viewHeight)
  const template = gridTemplate(columns, isLocked)
  const faults = model.rowFaults(name)
  const fault = firstFault(faults)
  return (
    <div className="gj-grid" id={model.inputId(name)}>
      <div
        className="gj-grid-box"
        role="grid"
        aria-rowcount={grid.rows.length}
        style={view.isWindowed && !narrow ? { height: viewHeight } : undefined}
        onScroll={view.onScroll}
        onPaste={grid.onPaste}
      >
        <GridHead columns={columns} template={template} isLocked={isLocked} />
        <div style={{ height: view.above }} />
        {grid.rows.slice(view.first, view.end).map((row, n) => (
          <GridRow
            key={rowKey(row)}
            row={row}
            number={view.first + n + 1}
            fields={columns}
            faults={faultLines(faults, view.first + n)}
            activeField={grid.active?.row === rowKey(row) ? grid.active.field : null}
            isLocked={isLocked}
            related={model.linkage.related}
            template={template}
            onEnter={grid.enter}
            onLeave={grid.leave}
            onChange={grid.change}
            onRemove={grid.remove}
          />
        ))}
        <div style={{ height: view.below }} />
        {grid.rows.length === 0 && <div className="gj-grid-empty">{texts.record.noRows}</div>}
      </div>
      <GridFoot columns={columns} totals={totals} rows={grid.rows} />
      {fault && <div className="gj-fault">{fault}</div>}
      {!isLocked && <AddRow onAdd={grid.add} />}
    </div>
  )
})

function AddRow({ onAdd }: { onAdd: () => void }) {
  return (
    <Button
      className="gj-grid-add"
      type="dashed"
      block
      icon={<PlusOutlined />}
      title={texts.record.pasteHint}
      onClick={onAdd}
    >
      {texts.actions.addRow}
    </Button>
  )
}
