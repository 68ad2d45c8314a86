import { test } from '@japa/runner'
import { gridCommand } from '#runtime/forms/grid/select/grid_keys.ts'
import {
  clearedBlock,
  duplicatedRow,
  filledDown,
  insertedRow,
  movedRow,
} from '#runtime/forms/grid/select/row_edits.ts'
import { blockOf, nextCell, selectCell, stepped } from '#runtime/forms/grid/select/selection.ts'
import { emptyUndo, remembered, restored } from '#runtime/forms/grid/select/undo_stack.ts'
import { field, me } from '../support/sample_form.ts'
import type { FormRow, RowRules } from '#runtime/forms/rows.ts'

const columns = [
  field('a', 'text'),
  field('b', 'text'),
  field('c', 'formula', { readOnly: true, valueType: 'text' }),
]
const rules: RowRules = {
  ...{ fields: columns, linkage: new Map(), me, parent: { fields: [], values: {} } },
}
const rows: FormRow[] = ['1', '2', '3'].map((n) => ({ id: n, a: `a${n}`, b: `b${n}`, c: `c${n}` }))
const column = (all: readonly FormRow[], key: string) => all.map((row) => row[key])

test.group('grid | rows', () => {
  test('insert, duplicate, move: new rows have no id, the given ones stay', ({ assert }) => {
    assert.deepEqual(column(insertedRow(rows, 1, rules, 'n'), 'a'), ['a1', null, 'a2', 'a3'])
    const copied = duplicatedRow(rows, 0, rules, 'n')
    assert.deepEqual(column(copied, 'a'), ['a1', 'a1', 'a2', 'a3'])
    assert.isUndefined(copied[1]?.id)
    assert.deepEqual(column(movedRow(rows, 0, 1), 'a'), ['a2', 'a1', 'a3'])
    assert.deepEqual(column(movedRow(rows, 0, -1), 'a'), ['a1', 'a2', 'a3'])
    assert.deepEqual(column(rows, 'a'), ['a1', 'a2', 'a3'])
  })

  test('a block is cleared and filled down, columns of the system left alone', ({ assert }) => {
    const block = { top: 0, bottom: 1, left: 1, right: 2 }
    const cleared = clearedBlock(rows, columns, block, rules)
    assert.deepEqual(column(cleared, 'b'), [null, null, 'b3'])
    assert.deepEqual(column(cleared, 'c'), ['c1', 'c2', 'c3'])
    assert.deepEqual(column(filledDown(rows, columns, block, rules), 'b'), ['b1', 'b1', 'b3'])
    const one = { top: 2, bottom: 2, left: 0, right: 0 }
    assert.deepEqual(column(filledDown(rows, columns, one, rules), 'a'), ['a1', 'a2', 'a2'])
  })

  test('steps back and forth', ({ assert }) => {
    const stack = remembered(remembered(emptyUndo, 'one'), 'two')
    const back = restored(stack, 'three', 'undo')
    assert.equal(back?.state, 'two')
    assert.equal(back && restored(back.stack, 'two', 'redo')?.state, 'three')
    assert.isNull(restored(emptyUndo, 'x', 'undo'))
  })
})

test.group('grid | keys', () => {
  const press = (key: string, more: Partial<Record<'ctrl' | 'shift' | 'alt', boolean>> = {}) => ({
    key,
    ctrlKey: more.ctrl ?? false,
    metaKey: false,
    shiftKey: more.shift ?? false,
    altKey: more.alt ?? false,
  })
  const ready = { isEditing: false, isListOpen: false, isMany: false, isMultiline: false }
  const editing = { ...ready, isEditing: true }
  const doOf = (pressed: ReturnType<typeof press>, state = ready) =>
    gridCommand(pressed, state)?.do ?? null

  test('arrows, Enter and Delete act on cells until one is edited', ({ assert }) => {
    assert.equal(doOf(press('ArrowDown')), 'step')
    assert.equal(doOf(press('Enter')), 'step')
    assert.equal(doOf(press('Delete')), 'clear')
    assert.equal(doOf(press('中')), 'type')
    assert.equal(doOf(press('Process')), 'type')
    assert.equal(doOf(press('F2')), 'edit')
    assert.isNull(doOf(press('ArrowDown'), editing))
    assert.isNull(doOf(press('Delete'), editing))
    assert.equal(doOf(press('Enter'), editing), 'step')
    assert.equal(doOf(press('Escape'), editing), 'revert')
    assert.isNull(doOf(press('Enter', { shift: true }), { ...editing, isMultiline: true }))
    assert.isNull(doOf(press('Enter'), { ...editing, isListOpen: true }))
  })

  test('keys of the page stay with the page', ({ assert }) => {
    assert.isNull(doOf(press('Escape')))
    assert.isNull(doOf(press('Enter', { ctrl: true })))
    assert.isNull(doOf(press('c', { ctrl: true })))
    assert.isNull(doOf(press('s', { ctrl: true })))
  })

  test('steps keep inside the grid, Tab leaves it at the end', ({ assert }) => {
    const bounds = { rows: 2, columns: 3 }
    const from = selectCell({ row: 1, column: 2 })
    const up = stepped(from, { rows: -1_000_000, columns: 0 }, bounds, true)
    assert.deepEqual(blockOf(up), { top: 0, bottom: 1, left: 2, right: 2 })
    assert.isNull(nextCell(from, 1, bounds))
    assert.deepEqual(nextCell(selectCell({ row: 0, column: 2 }), 1, bounds), { row: 1, column: 0 })
  })
})
