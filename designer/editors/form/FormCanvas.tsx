import { FormPreview } from '#designer/preview/FormPreview.tsx'
import { usePreview } from '#designer/preview/preview_state.ts'
import type { CanvasProps } from '../editor.ts'
import { NodePalette } from './NodePalette.tsx'
import { useEntityFields } from './entity_fields.ts'
import { NodeOutline } from './outline/NodeOutline.tsx'
import { OutlineBar } from './outline/OutlineBar.tsx'
import { useOutline } from './outline/outline_state.ts'
import { texts } from './texts.ts'
import './form.css'

/** A form: what can be added, its structure, and how it will look: below it for a wide screen, else beside. */
export function FormCanvas({ definition }: CanvasProps) {
  const fields = useEntityFields(definition)
  const outline = useOutline(definition)
  const preview = usePreview('phone')
  const selected = outline.selected?.component === null ? outline.selected.key : null
  const chooseField = (key: string) => {
    const node = outline.nodes.find((one) => one.component === null && one.key === key)
    if (node) outline.choose(node)
  }
  return (
    <div className="gd-form-editor">
      <NodePalette {...{ form: definition, fields, outline }} />
      <div className={`gd-form-panes gd-form-${preview.device}`}>
        <section className="gd-form-structure">
          <OutlineBar form={definition} outline={outline} />
          <NodeOutline {...{ form: definition, fields, outline }} />
          <small className="gd-note gd-outline-keys">{texts.keys}</small>
        </section>
        <FormPreview {...{ form: definition, preview, selected }} onField={chooseField} />
      </div>
    </div>
  )
}
