import { checkSet } from '#designer/document/index.ts'
import { ElementGrid } from '#designer/grid/ElementGrid.tsx'
import type { GridRow } from '#designer/grid/grid_rows.ts'
import { ViewPreview } from '#designer/preview/ViewPreview.tsx'
import { useWorkshop } from '#designer/workshop/index.ts'
import type { CanvasProps } from '../editor.ts'

const columns = [
  { name: 'path', width: 'minmax(180px, 2fr)' },
  { name: 'title', width: 'minmax(120px, 1fr)' },
  { name: 'width', width: '110px' },
]

/** Columns of a list in their order, and how its head will look; the rest is in the properties. */
export function ViewCanvas({ definition }: CanvasProps) {
  const workshop = useWorkshop()
  /** A new column shows the first field that has none. */
  const fresh = (rows: readonly GridRow[]) => {
    const { known } = checkSet(workshop.state.set)
    const fields = known.entities.get(String(definition.document.entity))?.fields.values() ?? []
    const free = [...fields].find(
      ({ key, childEntity }) => childEntity === null && !rows.some(({ id }) => id === `@${key}`)
    )
    return free ? { path: free.key } : {}
  }
  return (
    <>
      <ViewPreview view={definition} />
      <ElementGrid {...{ definition, columns, fresh }} path={['columns']} />
    </>
  )
}
