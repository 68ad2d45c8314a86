import { useRef, useState } from 'react'
import { App } from 'antd'
import { markRaw } from '@formily/reactive'
import { texts } from '#runtime/texts/index.ts'
import { rowsOf } from '../payload.ts'
import { computeRow, newRow, rowKey } from '../rows.ts'
import { pastedCells } from './paste.ts'
import { pasteRows } from './paste_rows.ts'
import type { Field } from '@formily/core'
import type { RuntimeField } from '#engine/presentation/shapes.ts'
import type { FormModel } from '../formily/form_model.ts'
import type { FormRow } from '../rows.ts'

/** The sub-table a grid shows. */
interface Grid {
  model: FormModel
  name: string
  target: Field
  columns: readonly RuntimeField[]
}

interface ActiveCell {
  row: string
  field: string
}

let made = 0
const nextKey = () => `new-${(made += 1)}`

/** The rows of a sub-table and what can be done with them. Rows are replaced, never changed in place. */
export function useGridRows(grid: Grid) {
  const { message } = App.useApp()
  const [active, setActive] = useState<ActiveCell | null>(null)
  const rows = rowsOf(grid.target.value)
  const edits = useStable(editsOf(grid, setActive))
  return {
    ...edits,
    rows,
    active,
    onPaste: (event: React.ClipboardEvent) => {
      const text = event.clipboardData.getData('text/plain')
      const first = rows.findIndex((row) => rowKey(row) === active?.row)
      const start = grid.columns.findIndex((field) => field.key === active?.field)
      if (first < 0 || start < 0 || !/[\t\n]/.test(text.trimEnd())) return
      event.preventDefault()
      setActive(null)
      const cells = pastedCells(text)
      const rules = grid.model.rowRules(grid.name)
      put(grid, pasteRows({ rules, rows, columns: grid.columns, cells, first, start, nextKey }))
      message.success(texts.record.pastedRows(cells.length))
    },
  }
}

function put({ model, name, target }: Grid, rows: FormRow[]): void {
  model.forgetRowFaults(name)
  void target.onInput(markRaw(rows))
}

interface Edits {
  add: () => void
  remove: (row: FormRow) => void
  change: (row: FormRow, field: string, value: unknown) => void
  enter: (row: FormRow, field: string) => void
  leave: () => void
}

function editsOf(grid: Grid, setActive: (cell: ActiveCell | null) => void): Edits {
  const { model, name, target, columns } = grid
  const isSame = (a: FormRow, b: FormRow) => rowKey(a) === rowKey(b)
  return {
    add() {
      const row = newRow(model.rowRules(name), nextKey())
      put(grid, [...rowsOf(target.value), row])
      const first = columns.find((field) => !field.readOnly)
      if (first) setActive({ row: rowKey(row), field: first.key })
    },
    remove: (gone) =>
      put(
        grid,
        rowsOf(target.value).filter((row) => !isSame(row, gone))
      ),
    change(changed, field, value) {
      const rules = model.rowRules(name)
      const edit = (row: FormRow) => computeRow(rules, { ...row, [field]: value })
      put(
        grid,
        rowsOf(target.value).map((row) => (isSame(row, changed) ? edit(row) : row))
      )
    },
    enter: (row, field) => setActive({ row: rowKey(row), field }),
    leave: () => setActive(null),
  }
}

/** The rows are memoised: what they are given stays the same from render to render. */
function useStable(edits: Edits): Edits {
  const latest = useRef(edits)
  latest.current = edits
  const stable = useRef<Edits>({
    add: () => latest.current.add(),
    remove: (row) => latest.current.remove(row),
    change: (row, field, value) => latest.current.change(row, field, value),
    enter: (row, field) => latest.current.enter(row, field),
    leave: () => latest.current.leave(),
  })
  return stable.current
}
