import { texts } from '#runtime/texts/index.ts'
import type { RowFaults } from '../formily/form_model.ts'

const known = new WeakMap<RowFaults, ReadonlyMap<number, string>>()

/** Faults of one row as `field\nmessage` lines: text, so that an unchanged row is not rendered again. */
export function faultLines(faults: RowFaults, index: number): string {
  if (faults.size === 0) return ''
  let lines = known.get(faults)
  if (!lines) known.set(faults, (lines = linesByRow(faults)))
  return lines.get(index) ?? ''
}

/** Once for all rows: a thousand rows may have ten thousand faults. */
function linesByRow(faults: RowFaults): Map<number, string> {
  const lines = new Map<number, string>()
  for (const [pointer, message] of faults) {
    const [, row = '', field = ''] = pointer.split('/')
    const before = lines.get(Number(row))
    const line = `${field}\n${message}`
    lines.set(Number(row), before === undefined ? line : `${before}\n\n${line}`)
  }
  return lines
}

/** The lines back as message by field. */
export function faultsOfLines(lines: string): ReadonlyMap<string, string> {
  if (!lines) return new Map()
  return new Map(
    lines.split('\n\n').map((line): [string, string] => {
      const [field = '', message = ''] = line.split('\n')
      return [field, message]
    })
  )
}

/** The first fault of all rows: its row from 0, and the message with the number of the row. */
export function firstFault(faults: RowFaults): { row: number; message: string } | null {
  const [first] = faults
  if (!first) return null
  const row = Number(first[0].split('/')[1])
  return { row, message: texts.form.rowFault(row + 1, first[1]) }
}
