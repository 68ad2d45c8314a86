import type { CanvasProps } from '../editor.ts'
import { NodePalette } from './NodePalette.tsx'
import { useEntityFields } from './entity_fields.ts'
import { NodeOutline } from './outline/NodeOutline.tsx'
import { OutlineBar } from './outline/OutlineBar.tsx'
import { useOutline } from './outline/outline_state.ts'
import { texts } from './texts.ts'
import './form.css'

/** A form: what can be added to the left, its structure in the middle. */
export function FormCanvas({ definition }: CanvasProps) {
  const fields = useEntityFields(definition)
  const outline = useOutline(definition)
  return (
    <div className="gd-form-editor">
      <NodePalette {...{ form: definition, fields, outline }} />
      <section className="gd-form-structure">
        <OutlineBar form={definition} outline={outline} />
        <NodeOutline {...{ form: definition, fields, outline }} />
        <small className="gd-note gd-outline-keys">{texts.keys}</small>
      </section>
    </div>
  )
}
