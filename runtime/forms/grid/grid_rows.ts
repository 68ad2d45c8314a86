import { useRef, useState } from 'react'
import { App } from 'antd'
import { markRaw } from '@formily/reactive'
import { texts } from '#runtime/texts/index.ts'
import { rowsOf } from '../payload.ts'
import { computeRow, newRow, rowKey } from '../rows.ts'
import { pastedCells, pastedValue } from './paste.ts'
import type { Field } from '@formily/core'
import type { RuntimeField } from '#engine/presentation/shapes.ts'
import type { FormModel } from '../formily/form_model.ts'
import type { FormRow } from '../rows.ts'

interface ActiveCell {
  row: string
  field: string
}

let made = 0
const nextKey = () => `new-${(made += 1)}`

/** The rows of a sub-table and what can be done with them. Rows are replaced, never changed in place. */
export function useGridRows(
  model: FormModel,
  name: string,
  target: Field,
  columns: readonly RuntimeField[]
) {
  const { message } = App.useApp()
  const [active, setActive] = useState<ActiveCell | null>(null)
  const rows = rowsOf(target.value)
  const faults = model.rowFaults(name)

  const put = (next: FormRow[]) => {
    model.forgetRowFaults(name)
    void target.onInput(markRaw(next))
  }
  const paste = (from: FormRow, field: string, cells: readonly string[][]) => {
    const start = columns.findIndex((each) => each.key === field)
    const first = rowsOf(target.value).findIndex((row) => rowKey(row) === rowKey(from))
    put(pasteRows(model, name, { rows: rowsOf(target.value), first, start, columns, cells }))
    message.success(texts.record.pastedRows(cells.length))
  }
  const actions = {
    add: () => {
      const row = newRow(model.rowRules(name), nextKey())
      put([...rowsOf(target.value), row])
      const first = columns.find((field) => !field.readOnly)
      if (first) setActive({ row: rowKey(row), field: first.key })
    },
    remove: (gone: FormRow) =>
      put(rowsOf(target.value).filter((row) => rowKey(row) !== rowKey(gone))),
    change: (changed: FormRow, field: string, value: unknown) => {
      const rules = model.rowRules(name)
      put(
        rowsOf(target.value).map((row) =>
          rowKey(row) === rowKey(changed) ? computeRow(rules, { ...row, [field]: value }) : row
        )
      )
    },
    enter: (row: FormRow, field: string) => setActive({ row: rowKey(row), field }),
    leave: () => setActive(null),
    paste,
  }
  // The rows are memoised: what they are given must stay the same from render to render.
  const latest = useRef(actions)
  latest.current = actions
  const stable = useRef({
    add: () => latest.current.add(),
    remove: (row: FormRow) => latest.current.remove(row),
    change: (row: FormRow, field: string, value: unknown) =>
      latest.current.change(row, field, value),
    enter: (row: FormRow, field: string) => latest.current.enter(row, field),
    leave: () => latest.current.leave(),
  })
  return {
    ...stable.current,
    rows,
    active,
    faultsOf: (index: number) => faultLines(faults, index),
    firstFault: firstFault(faults),
    onPaste: (event: React.ClipboardEvent) => {
      const text = event.clipboardData.getData('text/plain')
      const row = rows.find((each) => rowKey(each) === active?.row)
      if (!active || !row || !/[\t\n]/.test(text.trimEnd())) return
      event.preventDefault()
      setActive(null)
      paste(row, active.field, pastedCells(text))
    },
  }
}

interface Paste {
  rows: readonly FormRow[]
  first: number
  start: number
  columns: readonly RuntimeField[]
  cells: readonly string[][]
}

/** Lays pasted cells over the rows from one cell on; rows are added where they run out. */
function pasteRows(model: FormModel, name: string, { rows, first, start, columns, cells }: Paste) {
  const rules = model.rowRules(name)
  const next = [...rows]
  cells.forEach((line, n) => {
    const row: Record<string, unknown> = { ...(next[first + n] ?? newRow(rules, nextKey())) }
    line.forEach((cell, m) => {
      const field = columns[start + m]
      const value = field && !field.readOnly ? pastedValue(field, cell) : undefined
      if (field && value !== undefined) row[field.key] = value
    })
    next[first + n] = computeRow(rules, row as FormRow)
  })
  return next
}

function faultLines(faults: ReadonlyMap<string, string>, index: number): string {
  if (faults.size === 0) return ''
  return [...faults]
    .filter(([pointer]) => pointer.startsWith(`/${index}/`))
    .map(([pointer, message]) => `${pointer.split('/')[2] ?? ''}\n${message}`)
    .join('\n\n')
}

function firstFault(faults: ReadonlyMap<string, string>): string | null {
  const [first] = faults
  return first ? texts.form.rowFault(Number(first[0].split('/')[1]) + 1, first[1]) : null
}
