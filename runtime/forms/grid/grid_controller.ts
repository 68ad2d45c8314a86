import { markRaw } from '@formily/reactive'
import { rowsOf } from '../payload.ts'
import { computeRow, newRow, rowKey } from '../rows.ts'
import { cellsOfText, textOfCells } from './clipboard/cells_of_text.ts'
import { copiedCell } from './clipboard/copied_cells.ts'
import { layCells, readPaste } from './clipboard/lay_cells.ts'
import {
  clearedBlock,
  duplicatedRow,
  filledDown,
  insertedRow,
  movedRow,
} from './select/row_edits.ts'
import {
  blockOf,
  inside,
  isBlockOfMany,
  nextCell,
  selectCell,
  stepped,
} from './select/selection.ts'
import { emptyUndo, remembered, restored } from './select/undo_stack.ts'
import type { Field } from '@formily/core'
import type { RuntimeField } from '#engine/presentation/shapes.ts'
import type { FormModel } from '../formily/form_model.ts'
import type { FormRow } from '../rows.ts'
import type { PasteReport } from './clipboard/lay_cells.ts'
import type { GridCommand } from './select/grid_keys.ts'
import type { Block, Bounds, Place, Selection } from './select/selection.ts'
import type { UndoStack } from './select/undo_stack.ts'

export type RowAction = 'insertAbove' | 'insertBelow' | 'duplicate' | 'up' | 'down' | 'remove'

export interface GridState {
  selection: Selection | null
  /** Counts what makes the input of the active cell anew. */
  version: number
  isPasting: boolean
  report: (PasteReport & { before: readonly FormRow[] }) | null
}

/** The sub-table a grid shows. */
interface GridOptions {
  model: FormModel
  name: string
  target: Field
  columns: readonly RuntimeField[]
  /** Lets the input under the cursor bring its text into form, before the cursor goes on. */
  settleInput: () => void
  /** Tells a failure that belongs to no cell. */
  onFailure: (error: unknown) => void
}

let made = 0
const nextKey = () => `new-${(made += 1)}`

/**
 * A sub-table as a spreadsheet: cursor and block, keys, clipboard, steps back. The rows themselves
 * are the value of one Formily field; they are replaced, never changed in place.
 */
export class GridController {
  readonly #options: GridOptions
  readonly #listeners = new Set<() => void>()
  #state: GridState = { selection: null, version: 0, isPasting: false, report: null }
  #undo: UndoStack<readonly FormRow[]> = emptyUndo
  /** What the active cell held when the cursor came; `kept` once a change of it can be undone. */
  #entered: { value: unknown; kept: boolean } | null = null

  constructor(options: GridOptions) {
    this.#options = options
  }

  get state(): GridState {
    return this.#state
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  get rows(): readonly FormRow[] {
    return rowsOf(this.#options.target.value)
  }

  get #bounds(): Bounds {
    return { rows: this.rows.length, columns: this.#options.columns.length }
  }

  get #rules() {
    return this.#options.model.rowRules(this.#options.name)
  }

  /** Puts the cursor into a cell. */
  enter(place: Place, how: { editing?: boolean; opens?: boolean; extend?: boolean } = {}): void {
    const { selection } = this.#state
    if (this.rows.length === 0) return
    const at = inside(place, this.#bounds)
    const moves = selection?.active.row !== at.row || selection.active.column !== at.column
    if (moves) this.#options.settleInput()
    const next = selectCell(at, how.editing ?? false, how.opens ?? false)
    this.#select(how.extend && selection ? { ...next, anchor: selection.anchor } : next, moves)
  }

  leave(): void {
    this.#entered = null
    this.#set({ selection: null })
  }

  /** A value typed or chosen in the active cell. */
  change(row: FormRow, field: string, value: unknown, isChoice: boolean): void {
    if (this.#entered && !this.#entered.kept) {
      this.#entered.kept = true
      this.#undo = remembered(this.#undo, this.rows)
    }
    const key = rowKey(row)
    const rules = this.#rules
    this.#put(
      this.rows.map((one) =>
        rowKey(one) === key ? computeRow(rules, { ...one, [field]: value }) : one
      )
    )
    const { selection } = this.#state
    if (isChoice && selection) {
      this.#set({ selection: { ...selection, isEditing: false, opens: false } })
    }
  }

  add = (): void => {
    const rules = this.#rules
    this.#edit(() => [...this.rows, newRow(rules, nextKey())])
    const column = this.#options.columns.findIndex((field) => !field.readOnly)
    this.enter({ row: this.rows.length - 1, column: Math.max(0, column) })
  }

  actOnRow = (index: number, action: RowAction): void => {
    const { rows } = this
    const rules = this.#rules
    const edits: Record<RowAction, () => FormRow[]> = {
      insertAbove: () => insertedRow(rows, index, rules, nextKey()),
      insertBelow: () => insertedRow(rows, index + 1, rules, nextKey()),
      duplicate: () => duplicatedRow(rows, index, rules, nextKey()),
      up: () => movedRow(rows, index, -1),
      down: () => movedRow(rows, index, 1),
      remove: () => rows.toSpliced(index, 1),
    }
    this.#edit(edits[action])
    const lands = { insertAbove: 0, insertBelow: 1, duplicate: 1, up: -1, down: 1, remove: null }
    const by = lands[action]
    if (by === null) this.leave()
    else this.enter({ row: index + by, column: this.#state.selection?.active.column ?? 0 })
  }

  /** Carries out what a key means. @returns false where the key is the page's after all */
  run(command: GridCommand): boolean {
    const { selection } = this.#state
    if (!selection) return false
    switch (command.do) {
      case 'step': {
        this.#options.settleInput()
        this.#select(stepped(selection, command, this.#bounds, command.extend), true)
        return true
      }
      case 'next': {
        const place = nextCell(selection, command.by, this.#bounds)
        if (place) this.enter(place)
        return place !== null
      }
      case 'edit':
        this.#set({ selection: { ...selection, isEditing: true, opens: true } })
        return true
      case 'type':
        this.#set({ selection: { ...selection, anchor: selection.active, isEditing: true } })
        return false
      case 'revert':
        this.#revert(selection)
        return true
      case 'collapse':
        this.#set({ selection: selectCell(selection.active) })
        return true
      default:
        this.#runOnRows(command, selection)
        return true
    }
  }

  #runOnRows(command: GridCommand, selection: Selection): void {
    const { columns } = this.#options
    const { rows } = this
    const { row } = selection.active
    const block = blockOf(selection)
    switch (command.do) {
      case 'clear':
        return this.#edit(() => clearedBlock(rows, columns, block, this.#rules))
      case 'fillDown':
        return this.#edit(() => filledDown(rows, columns, block, this.#rules))
      case 'insertRow':
        return this.actOnRow(row, 'insertBelow')
      case 'moveRow':
        return this.actOnRow(row, command.by < 0 ? 'up' : 'down')
      case 'selectAll': {
        const last = { row: rows.length - 1, column: columns.length - 1 }
        return this.#set({
          selection: {
            ...selectCell(selection.active),
            anchor: { row: 0, column: 0 },
            active: last,
          },
        })
      }
      case 'undo':
      case 'redo':
        return this.#goBack(command.do)
    }
  }

  /** The chosen block as text; null while somebody edits the text of one cell. */
  copied(): string | null {
    const { selection } = this.#state
    if (!selection || (selection.isEditing && !isBlockOfMany(selection))) return null
    const { top, bottom, left, right } = blockOf(selection)
    const fields = this.#options.columns.slice(left, right + 1)
    const rows = this.rows.slice(top, bottom + 1)
    return textOfCells(rows.map((row) => fields.map((field) => copiedCell(field, row[field.key]))))
  }

  cut(): string | null {
    const text = this.copied()
    if (text !== null) this.run({ do: 'clear' })
    return text
  }

  /** Whether pasted text is for the grid and not for the text of the cell being edited. */
  takesPaste(text: string): boolean {
    const { selection } = this.#state
    return selection !== null && (!selection.isEditing || /[\t\n]/.test(text.trimEnd()))
  }

  async paste(text: string): Promise<void> {
    const { selection } = this.#state
    if (!selection || this.#state.isPasting) return
    const block = blockOf(selection)
    const cells = spreadOver(cellsOfText(text), block)
    this.#set({ isPasting: true, selection: selectCell(selection.active) })
    try {
      const paste = await readPaste(this.#options.columns, cells, block.left)
      const before = this.rows
      const rules = this.#rules
      const laid = layCells({ paste, rules, rows: before, first: block.top, nextKey })
      this.#edit(() => laid.rows)
      const { rows, columns } = laid.report
      const anchor = { row: block.top, column: block.left }
      const active = { row: block.top + rows - 1, column: block.left + columns - 1 }
      this.#select({ ...selectCell(inside(active, this.#bounds)), anchor }, true)
      const isWorthSaying = rows * columns > 1 || laid.report.refused.length > 0
      this.#set({ report: isWorthSaying ? { ...laid.report, before } : null })
    } catch (error) {
      this.#options.onFailure(error)
    } finally {
      this.#set({ isPasting: false })
    }
  }

  undoPaste = (): void => {
    const { report } = this.#state
    if (report) this.#edit(() => report.before)
  }

  closeReport = (): void => this.#set({ report: null })

  #edit(make: () => readonly FormRow[]): void {
    this.#options.settleInput()
    this.#undo = remembered(this.#undo, this.rows)
    this.#put(make())
    this.#set({ report: null, version: this.#state.version + 1 })
    this.#enteredNow()
  }

  #goBack(way: 'undo' | 'redo'): void {
    const found = restored(this.#undo, this.rows, way)
    if (!found) return
    this.#undo = found.stack
    this.#put(found.state)
    const { selection, version } = this.#state
    const active = selection && inside(selection.active, this.#bounds)
    this.#set({
      report: null,
      version: version + 1,
      selection: active && this.rows.length > 0 ? selectCell(active) : null,
    })
    this.#enteredNow()
  }

  #revert(selection: Selection): void {
    const row = this.rows[selection.active.row]
    const field = this.#options.columns[selection.active.column]
    const { version } = this.#state
    if (row && field && this.#entered?.kept) {
      this.change(row, field.key, this.#entered.value, false)
    }
    this.#set({ selection: selectCell(selection.active), version: version + 1 })
    this.#enteredNow()
  }

  #put(rows: readonly FormRow[]): void {
    const { model, name, target } = this.#options
    model.forgetRowFaults(name)
    void target.onInput(markRaw([...rows]))
  }

  #select(selection: Selection, moves: boolean): void {
    this.#set({ selection })
    if (moves) this.#enteredNow()
  }

  #enteredNow(): void {
    const active = this.#state.selection?.active
    const field = active && this.#options.columns[active.column]
    this.#entered = field ? { value: this.rows[active.row]?.[field.key], kept: false } : null
  }

  #set(part: Partial<GridState>): void {
    this.#state = { ...this.#state, ...part }
    for (const listener of this.#listeners) listener()
  }
}

/** One cell pasted over a block fills the block; anything else is laid as it is. */
function spreadOver(cells: readonly string[][], { top, bottom, left, right }: Block): string[][] {
  const one = cells.length === 1 && cells[0]?.length === 1 ? cells[0][0] : undefined
  if (one === undefined) return [...cells]
  return Array.from({ length: bottom - top + 1 }, () =>
    Array.from({ length: right - left + 1 }, () => one)
  )
}
