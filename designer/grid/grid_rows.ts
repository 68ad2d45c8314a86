import { locate, partsOf } from '#designer/document/index.ts'
import type { DesignDefinition, ElementAddress, Located } from '#designer/document/index.ts'
import { elementTitle } from '#designer/properties/element_title.ts'

/** One object of a list, as a line of a grid. */
export interface GridRow {
  readonly id: string
  readonly at: ElementAddress
  readonly element: Located
  readonly title: string
}

/** The objects of a list in their order. Pure. */
export function gridRows(definition: DesignDefinition, path: readonly string[]): GridRow[] {
  const list = locate(definition, path)
  if (!list) return []
  return partsOf(list.root, list.schema, list.value).items.flatMap(({ id }) => {
    const at = { uid: definition.uid, path: [...path, id] }
    const element = locate(definition, at.path)
    return element ? [{ id, at, element, title: elementTitle(element) }] : []
  })
}

/** Place of the row that an address leads to or into; -1 for none. Pure. */
export function chosenRow(rows: readonly GridRow[], selection: ElementAddress | null): number {
  return rows.findIndex(
    ({ at }) =>
      selection?.uid === at.uid && at.path.every((id, index) => selection.path[index] === id)
  )
}
