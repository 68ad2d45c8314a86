import { keyOf, titleOf } from '#designer/document/index.ts'
import { useWorkshopState } from '#designer/workshop/index.ts'
import type { CanvasProps } from '../editor.ts'
import { EntityRules } from './EntityRules.tsx'
import { FieldGrid } from './fields/FieldGrid.tsx'
import { TypePalette } from './TypePalette.tsx'
import './entity.css'

/** An entity: types to the left, its fields in their order, sub-tables inside them, rules below. */
export function EntityCanvas({ definition }: CanvasProps) {
  // A sub-table's rows are edited where they stand; new fields go where the selection is.
  const target = useWorkshopState(({ set, selection }) => {
    const selected = selection && set.get(selection.uid)
    return selected?.kind === 'entity' ? selected : definition
  })
  return (
    <div className="gd-entity">
      <TypePalette entity={target} />
      <div className="gd-entity-main">
        <FieldGrid entity={definition} key={keyOf(definition)} title={titleOf(definition)} />
        <EntityRules entity={definition} />
      </div>
    </div>
  )
}
