import type { Members } from '#designer/document/index.ts'
import { freeKey } from '#designer/properties/new_item.ts'

/** Most items that one paste brings. */
const most = 500

/**
 * Items from text copied out of a spreadsheet: a line each, titles alone, or code and title. Codes that
 * are missing, taken or no codes are made. Pure.
 *
 * @param taken codes there are
 */
export function pastedItems(text: string, taken: readonly string[]): Members[] {
  const used = [...taken]
  const lines = text.split(/\r?\n/).map((line) => line.split('\t').map((cell) => cell.trim()))
  return lines
    .filter((cells) => cells.some((cell) => cell !== ''))
    .slice(0, most)
    .map((cells) => {
      const [first = '', second = ''] = cells
      const title = (second === '' ? first : second).slice(0, 200) || first
      const word = codeFrom(second === '' ? title : first)
      const code = freeKey(used, word)
      used.push(code)
      return { code, title }
    })
}

/** Latin letters and digits of a text make its code; a text without any gets a running one. */
function codeFrom(text: string): string {
  const word = text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '')
  return word.slice(0, 36) || 'item'
}
