import { decimalText, plainNumber } from '#runtime/fields/format_number.ts'
import { texts } from '#runtime/texts/index.ts'
import type { RuntimeField } from '#engine/presentation/shapes.ts'

/** Text of a table program -> cells. A quoted cell may hold line breaks and doubled quotes. */
export function pastedCells(text: string): string[][] {
  const cells: string[][] = [[]]
  const pattern = /(?:"((?:[^"]|"")*)"|([^\t\r\n]*))(\t|\r\n|\n|\r|$)/gy
  let found: RegExpExecArray | null
  while (pattern.lastIndex <= text.length && (found = pattern.exec(text))) {
    const [, quoted, plain = '', end] = found
    cells.at(-1)?.push(quoted === undefined ? plain.trim() : quoted.replaceAll('""', '"'))
    if (end === '') break
    if (end !== '\t') cells.push([])
  }
  if (cells.at(-1)?.every((cell) => cell === '')) cells.pop()
  return cells
}

/** One pasted cell as the field's value; undefined where the type cannot be pasted (links). */
export function pastedValue(field: RuntimeField, cell: string): unknown {
  if (cell === '') return null
  switch (field.type) {
    case 'integer':
      return plainNumber(cell)
    case 'decimal':
    case 'money':
      return decimalText(cell, field.scale)
    case 'boolean':
      return ['true', '1', 'y', 'yes', texts.form.yes].includes(cell.toLowerCase())
    case 'date':
      return pastedDate(cell)
    case 'select':
      return (
        field.options?.find(({ label, value }) => label === cell || value === cell)?.value ?? null
      )
    case 'text':
    case 'longtext':
      return cell
    default:
      return undefined
  }
}

/** "2026/1/2", "2026.01.02", "2026年1月2日" -> "2026-01-02"; anything else stays, to be named wrong. */
function pastedDate(cell: string): string {
  const parts = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(cell)
  if (!parts) return cell
  const [, year = '', month = '', day = ''] = parts
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
}
