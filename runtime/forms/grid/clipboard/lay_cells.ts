import { recordTexts } from '#runtime/texts/records/index.ts'
import { computeRow, newRow } from '../../rows.ts'
import { findLinks, targetKey } from './link_titles.ts'
import { readCell } from './read_cell.ts'
import type { RuntimeField } from '#engine/presentation/shapes.ts'
import type { FormRow, RowRules } from '../../rows.ts'
import type { LinksByTitle } from './link_titles.ts'
import type { ReadCell } from './read_cell.ts'

/** A cell that was not taken. */
export interface RefusedCell {
  /** Number of the row in the sub-table, from 1. */
  row: number
  /** Title of the column; null: beyond the last one. */
  column: string
  cell: string
  reason: string
}

export interface PasteReport {
  /** Rows and columns that were laid over the grid. */
  rows: number
  columns: number
  refused: readonly RefusedCell[]
}

/** Cells read for the columns they fall on, before they are laid over the rows. */
export interface ReadPaste {
  columns: readonly RuntimeField[]
  lines: readonly (readonly ReadCell[])[]
  cells: readonly (readonly string[])[]
  links: ReadonlyMap<string, LinksByTitle>
  /** Columns of the pasted text that have no column here. */
  beyond: number
}

/** Rows taken from one paste. */
const mostRows = 5_000

/**
 * Reads pasted cells for the columns from `start` on; asks the server for the records that links
 * name. A first line that repeats the titles of the columns is left out.
 *
 * @throws ApiError when the records cannot be looked up
 */
export async function readPaste(
  columns: readonly RuntimeField[],
  cells: readonly (readonly string[])[],
  start: number
): Promise<ReadPaste> {
  const over = columns.slice(start)
  const isHead = cells.length > 1 && (cells[0] ?? []).every((cell, n) => over[n]?.title === cell)
  const body = (isHead ? cells.slice(1) : cells).slice(0, mostRows)
  const width = body.reduce((most, line) => Math.max(most, line.length), 0)
  const used = over.slice(0, width)
  const lines = body.map((line) => used.map((field, n) => readOver(field, line[n])))
  const wanted = new Map<RuntimeField, Set<string>>()
  used.forEach((field, n) => {
    for (const line of lines) {
      const cell = line[n]
      if (cell?.kind !== 'titles') continue
      const titles = wanted.get(field) ?? new Set<string>()
      for (const title of cell.titles) titles.add(title)
      wanted.set(field, titles)
    }
  })
  const links = await findLinks(wanted)
  return { columns: used, lines, cells: body, links, beyond: Math.max(0, width - used.length) }
}

function readOver(field: RuntimeField, cell: string | undefined): ReadCell {
  if (cell === undefined || field.readOnly) return { kind: 'refused', reason: '' }
  return readCell(field, cell)
}

interface Laying {
  paste: ReadPaste
  rules: RowRules
  rows: readonly FormRow[]
  /** Row it begins at. */
  first: number
  nextKey: () => string
}

/** Lays read cells over the rows; rows are added where they run out. A refused cell stays as it was. */
export function layCells(given: Laying): { rows: FormRow[]; report: PasteReport } {
  const { paste, rules, rows, first, nextKey } = given
  const next = [...rows]
  const refused: RefusedCell[] = []
  paste.lines.forEach((line, n) => {
    const row: Record<string, unknown> = { ...(next[first + n] ?? newRow(rules, nextKey())) }
    line.forEach((cell, m) => {
      const field = paste.columns[m]
      if (!field) return
      const taken = settle(field, cell, paste.links)
      if (taken.kind === 'value') row[field.key] = taken.value
      else if (taken.reason !== '') {
        const text = paste.cells[n]?.[m] ?? ''
        refused.push({
          row: first + n + 1,
          column: field.title,
          cell: text,
          reason: taken.reason,
        })
      }
    })
    next[first + n] = computeRow(rules, row as FormRow)
  })
  return {
    rows: next,
    report: {
      rows: paste.lines.length,
      columns: paste.columns.length,
      refused: [...wholeColumns(paste, first), ...refused],
    },
  }
}

/** A cell once the records are known. */
function settle(
  field: RuntimeField,
  cell: ReadCell,
  links: ReadonlyMap<string, LinksByTitle>
): Exclude<ReadCell, { kind: 'titles' }> {
  if (cell.kind !== 'titles') return cell
  const known = links.get(targetKey(field))
  const found = []
  for (const title of cell.titles) {
    const records = known?.get(title) ?? []
    if (records.length === 0)
      return { kind: 'refused', reason: recordTexts.grid.noSuchRecord(title) }
    if (records.length > 1) return { kind: 'refused', reason: recordTexts.grid.manyRecords(title) }
    found.push(records[0])
  }
  return { kind: 'value', value: cell.many ? found : (found[0] ?? null) }
}

/** What is said once for a column instead of for each of its cells. */
function wholeColumns({ columns, beyond }: ReadPaste, first: number): RefusedCell[] {
  const said = columns
    .filter((field) => field.readOnly)
    .map((field) => ({ column: field.title, reason: recordTexts.grid.columnReadOnly }))
  if (beyond > 0) said.push({ column: '', reason: recordTexts.grid.columnsBeyond(beyond) })
  return said.map((one) => ({ row: first + 1, cell: '', ...one }))
}
