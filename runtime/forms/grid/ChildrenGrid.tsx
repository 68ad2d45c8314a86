import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { observer, useField } from '@formily/react'
import { displayOf } from '#runtime/fields/displays.tsx'
import { useIsNarrow } from '#runtime/shell/narrow.ts'
import { texts } from '#runtime/texts/index.ts'
import { useFormModel } from '../formily/form_model_context.ts'
import { rowKey } from '../rows.ts'
import { GridFoot } from './GridFoot.tsx'
import { GridRow } from './GridRow.tsx'
import { gridColumns, gridTemplate } from './grid_columns.ts'
import { useGridRows } from './grid_rows.ts'
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
  const grid = useGridRows(model, name, target, columns)
  const view = useRowWindow(grid.rows.length, rowHeight, narrow ? Infinity : viewHeight)
  const template = gridTemplate(columns, isLocked)
  const shown = grid.rows.slice(view.first, view.end)
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
        <div className="gj-grid-head" role="row" style={{ gridTemplateColumns: template }}>
          <div className="gj-cell gj-cell-number" role="columnheader">
            {texts.record.rowNumber}
          </div>
          {columns.map((field) => (
            <div
              key={field.key}
              role="columnheader"
              className={displayOf(field).align === 'right' ? 'gj-cell gj-right' : 'gj-cell'}
            >
              {field.title}
              {field.required && !isLocked && <span className="gj-required">*</span>}
            </div>
          ))}
          {!isLocked && <div className="gj-cell" role="columnheader" />}
        </div>
        <div style={{ height: view.above }} />
        {shown.map((row, n) => (
          <GridRow
            key={rowKey(row)}
            row={row}
            number={view.first + n + 1}
            fields={columns}
            faults={grid.faultsOf(view.first + n)}
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
      {grid.firstFault && <div className="gj-fault">{grid.firstFault}</div>}
      {!isLocked && (
        <Button
          className="gj-grid-add"
          type="dashed"
          block
          icon={<PlusOutlined />}
          title={texts.record.pasteHint}
          onClick={grid.add}
        >
          {texts.actions.addRow}
        </Button>
      )}
    </div>
  )
})
