/** Columns and totals in an address: `title~240!,no,customer.name` is short enough to send to people. */
import { totalKinds } from '#engine/presentation/saved_view.ts'
import type { SavedColumn, SavedTotal } from '#engine/presentation/saved_view.ts'

/** px */
export const narrowest = 60
export const widest = 900
const mostColumns = 60

const column = /^(?<path>[a-z][a-z0-9_.]{0,199})(?:~(?<width>\d{1,4}))?(?<frozen>!)?$/
const total = /^(?<does>[a-z]+)\.(?<path>[a-z][a-z0-9_.]{0,199})$/

/** Null when no column is named. */
export function readColumns(text: string | null): SavedColumn[] | null {
  const parts = (text ?? '').split(',', mostColumns).map((part) => column.exec(part)?.groups)
  const columns = parts.flatMap((part): SavedColumn[] => {
    if (!part) return []
    const width = Math.min(widest, Math.max(narrowest, Number(part['width'])))
    return [
      {
        path: part['path']!,
        ...(part['width'] ? { width } : {}),
        ...(part['frozen'] ? { frozen: true } : {}),
      },
    ]
  })
  return columns.length > 0 ? columns : null
}

export function columnsText(columns: readonly SavedColumn[]): string {
  return columns
    .map(({ path, width, frozen }) => `${path}${width ? `~${width}` : ''}${frozen ? '!' : ''}`)
    .join(',')
}

export function readTotals(text: string | null): SavedTotal[] {
  return (text ?? '').split(',').flatMap((part): SavedTotal[] => {
    const found = total.exec(part)?.groups
    const does = totalKinds.find((kind) => kind === found?.['does'])
    return found && does ? [{ path: found['path']!, do: does }] : []
  })
}

export function totalsText(totals: readonly SavedTotal[]): string {
  return totals.map(({ path, do: does }) => `${does}.${path}`).join(',')
}
