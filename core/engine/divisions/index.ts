import { divisionLines } from './division_lines.ts'

/** A province, a prefecture or a county. */
export interface Division {
  /** Six digits. */
  readonly code: string
  readonly name: string
  /** The one it lies in; null of a province. A county may lie in a province itself. */
  readonly parent: string | null
}

let known: ReadonlyMap<string, Division> | null = null

/**
 * Administrative divisions of China by GB/T 2260 (行政区划代码), by code. About 20 KB compressed:
 * the browser loads this module when a region is entered, not before.
 */
export function divisions(): ReadonlyMap<string, Division> {
  known ??= readDivisions()
  return known
}

/** 450103 -> 广西壮族自治区南宁市青秀区; null where there is no such division. */
export function divisionTitle(code: string): string | null {
  let title = ''
  for (let at = divisions().get(code); at; at = divisions().get(at.parent ?? '')) {
    title = at.name + title
  }
  return title === '' ? null : title
}

function readDivisions(): Map<string, Division> {
  const found = new Map<string, Division>()
  const add = (code: string, name: string, parent: string | null) =>
    void found.set(code, { code, name, parent })
  for (const line of divisionLines.trim().split('\n')) {
    const [digits = '', ...names] = line.split(' ')
    const province = `${digits.slice(0, 2)}0000`
    if (digits.length === 2) add(province, names[0] ?? '', null)
    else {
      const isNamed = names[0] !== undefined && !/^[0-9]/.test(names[0])
      const prefecture = `${digits}00`
      if (isNamed) add(prefecture, names[0]!, province)
      for (const county of isNamed ? names.slice(1) : names) {
        const parent = isNamed ? prefecture : province
        add(digits + county.slice(0, 2), county.slice(2), parent)
      }
    }
  }
  return found
}
