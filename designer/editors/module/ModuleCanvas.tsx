import { ElementGrid } from '#designer/grid/ElementGrid.tsx'
import type { CanvasProps } from '../editor.ts'

const columns = [
  { name: 'title', width: 'minmax(120px, 1fr)' },
  { name: 'entity', width: 'minmax(150px, 1.4fr)' },
  { name: 'view', width: 'minmax(150px, 1.4fr)' },
  { name: 'icon', width: '120px' },
]

/** The menu of a module in its order; version, dependencies and the rest are in the properties. */
export function ModuleCanvas({ definition }: CanvasProps) {
  return <ElementGrid definition={definition} path={['menu']} columns={columns} />
}
