import { useCallback, useLayoutEffect, useMemo } from 'react'
import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { observer, useField } from '@formily/react'
import { useIsNarrow } from '#runtime/shell/narrow.ts'
import { texts } from '#runtime/texts/index.ts'
import { recordTexts } from '#runtime/texts/records/index.ts'
import { useFormModel } from '../formily/form_model_context.ts'
import { rowKey } from '../rows.ts'
import { GridFoot } from './parts/GridFoot.tsx'
import { GridHead } from './parts/GridHead.tsx'
import { GridRow } from './parts/GridRow.tsx'
import { PasteNotice } from './parts/PasteNotice.tsx'
import { gridColumns, gridTemplate } from './grid_columns.ts'
import { useGrid, useGridEvents } from './grid_events.ts'
import { faultLines, firstFault } from './row_faults.ts'
import { useRowWindow } from './row_window.ts'
import { blockOf } from './select/selection.ts'
import type { Field } from '@formily/core'
import type { FormRow } from '../rows.ts'
import type { GridController } from './grid_controller.ts'

const rowHeight = 40
const viewHeight = 480

/** A sub-table: one Formily field whose cells are ours. */
export const ChildrenGrid = observer(({ name }: { name: string }) => {
  const target = useField<Field>()
  const model = useFormModel()
  const narrow = useIsNarrow()
  const isLocked = target.readPretty
  const { definition } = model
  const field = model.field(name)
  const { columns, totals } = useMemo(() => gridColumns(definition, field), [definition, field])
  const { grid, rows } = useGrid({ model, name, target, columns })
  const view = useRowWindow(rows.length, { rowHeight, viewHeight, isPaged: narrow })
  const events = useGridEvents(grid, view.box, columns)
  const template = gridTemplate(columns, isLocked)
  const faults = model.rowFaults(name)
  const fault = firstFault(faults)
  const { selection, version } = grid.state
  const block = selection && blockOf(selection)
  useRevealed(view.reveal, selection?.active.row ?? null, fault?.row ?? null)
  const change = useCallback(
    (row: FormRow, field: string, value: unknown) => events.change(row, field, value),
    [events]
  )
  const isIn = (n: number) => block !== null && n >= block.top && n <= block.bottom
  return (
    <div className="gj-grid" id={model.inputId(name)}>
      <div
        ref={view.box}
        className="gj-grid-box"
        role="grid"
        aria-label={target.title as string}
        aria-multiselectable
        aria-rowcount={rows.length + 1}
        tabIndex={selection || isLocked || rows.length === 0 ? -1 : 0}
        style={view.isWindowed ? { height: viewHeight } : undefined}
        onScroll={view.onScroll}
        {...(isLocked ? {} : events.handlers)}
      >
        <GridHead columns={columns} template={template} isLocked={isLocked} />
        <div style={{ height: view.above }} />
        {rows.slice(view.first, view.end).map((row, n) => {
          const index = view.first + n
          const isActive = selection?.active.row === index
          return (
            <GridRow
              key={rowKey(row)}
              row={row}
              index={index}
              fields={columns}
              faults={faultLines(faults, index)}
              activeColumn={isActive ? selection.active.column : -1}
              active={isActive ? activeCell(grid, version) : null}
              chosenFrom={isIn(index) && block ? block.left : -1}
              chosenTo={isIn(index) && block ? block.right : -1}
              isLocked={isLocked}
              related={model.linkage.related}
              template={template}
              onChange={change}
              onAct={grid.actOnRow}
            />
          )
        })}
        <div style={{ height: view.below }} />
        {rows.length === 0 && <div className="gj-grid-empty">{texts.record.noRows}</div>}
        <GridFoot columns={columns} totals={totals} rows={rows} template={template} />
      </div>
      {view.more > 0 && (
        <Button type="link" block onClick={view.showMore}>
          {recordTexts.grid.showMore(view.more)}
        </Button>
      )}
      {fault && <div className="gj-fault">{fault.message}</div>}
      <PasteNotice grid={grid} />
      {!isLocked && <AddRow onAdd={grid.add} />}
    </div>
  )
})

/** The same object while nothing about it changes: rows are memoised. */
function activeCell({ state }: GridController, version: number) {
  const { selection } = state
  return selection && { isEditing: selection.isEditing, opens: selection.opens, version }
}

/** The cursor's row and, after a check, the first faulty row come into view. */
function useRevealed(reveal: (row: number) => void, cursor: number | null, fault: number | null) {
  useLayoutEffect(() => {
    if (cursor !== null) reveal(cursor)
  }, [reveal, cursor])
  useLayoutEffect(() => {
    if (fault !== null) reveal(fault)
  }, [reveal, fault])
}

function AddRow({ onAdd }: { onAdd: () => void }) {
  return (
    <div className="gj-grid-add">
      <Button type="dashed" block icon={<PlusOutlined />} onClick={onAdd}>
        {texts.actions.addRow}
      </Button>
      <p className="gj-grid-hint">{recordTexts.grid.keysHint}</p>
    </div>
  )
}
