import { ElementGrid } from '#designer/grid/ElementGrid.tsx'
import type { CanvasProps } from '../editor.ts'
import { EditMatrix } from './EditMatrix.tsx'
import { StateGraph } from './StateGraph.tsx'
import './lifecycle.css'

const stateColumns = [
  { name: 'title', width: 'minmax(120px, 1.4fr)' },
  { name: 'id', width: 'minmax(100px, 1fr)', isIdentity: true },
  { name: 'color', width: '120px' },
  { name: 'final', width: '64px' },
]
const transitionColumns = [
  { name: 'title', width: 'minmax(90px, 1fr)' },
  { name: 'from', width: 'minmax(130px, 1.5fr)' },
  { name: 'to', width: 'minmax(100px, 1fr)' },
  { name: 'allow', width: 'minmax(140px, 1.7fr)' },
]

/** The graph, the same as two tables for keys, and who may edit when. */
export function LifecycleCanvas({ definition }: CanvasProps) {
  return (
    <>
      <StateGraph definition={definition} />
      <ElementGrid definition={definition} path={['states']} columns={stateColumns} />
      <ElementGrid definition={definition} path={['transitions']} columns={transitionColumns} />
      <EditMatrix definition={definition} />
    </>
  )
}
