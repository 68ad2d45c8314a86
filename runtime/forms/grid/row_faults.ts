import { texts } from '#runtime/texts/index.ts'
import type { RowFaults } from '../formily/form_model.ts'

/** Faults of one row as `field\nmessage` lines: text, so that an unchanged row is not rendered again. */
export function faultLines(faults: RowFaults, index: number): string {
  if (faults.size === 0) return ''
  return [...faults]
    .filter(([pointer]) => pointer.startsWith(`/${index}/`))
    .map(([pointer, message]) => `${pointer.split('/')[2] ?? ''}\n${message}`)
    .join('\n\n')
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

/** The first fault of all rows, said with the number of its row. */
export function firstFault(faults: RowFaults): string | null {
  const [first] = faults
  return first ? texts.form.rowFault(Number(first[0].split('/')[1]) + 1, first[1]) : null
}
