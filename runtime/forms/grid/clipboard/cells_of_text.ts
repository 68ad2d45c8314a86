/** Text of a table program -> cells. A quoted cell may hold line breaks and doubled quotes. */
export function cellsOfText(text: string): string[][] {
  const cells: string[][] = [[]]
  const pattern = /(?:"((?:[^"]|"")*)"|([^\t\r\n]*))(\t|\r\n|\n|\r|$)/gy
  let found: RegExpExecArray | null
  while (pattern.lastIndex <= text.length && (found = pattern.exec(text))) {
    const [, quoted, plain = '', end] = found
    cells.at(-1)?.push(quoted === undefined ? plain.trim() : quoted.replaceAll('""', '"').trim())
    if (end === '') break
    if (end !== '\t') cells.push([])
  }
  if (cells.at(-1)?.every((cell) => cell === '')) cells.pop()
  return cells
}

/** Cells -> text that table programs take apart again as it was. */
export function textOfCells(cells: readonly (readonly string[])[]): string {
  return cells.map((line) => line.map(quoted).join('\t')).join('\r\n')
}

function quoted(cell: string): string {
  return /["\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}
