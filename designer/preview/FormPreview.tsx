import { Suspense, lazy, useMemo, useState } from 'react'
import { Alert, Button, Spin } from 'antd'
import { presentForm } from '#engine/presentation/index.ts'
import type { RuntimeForm } from '#engine/presentation/shapes.ts'
import { keyOf } from '#designer/document/index.ts'
import type { DesignDefinition } from '#designer/document/index.ts'
import { PreviewBar } from './PreviewBar.tsx'
import type { DeviceName } from './device/Device.tsx'
import type { PreviewState } from './preview_state.ts'
import { texts } from './texts.ts'
import './preview.css'

const DraftForm = lazy(async () => ({ default: (await import('./DraftForm.tsx')).DraftForm }))

/** Fields from which on drawing a form takes so long that it is not done at every edit. */
const largeForm = 120

interface FormPreviewProps {
  form: DesignDefinition
  preview: PreviewState
  /** Key of the field that is selected on the canvas. */
  selected: string | null
  /** A field was gone into in the preview. */
  onField: (key: string) => void
}

/** A form of the drafts as the application will show it, beside its structure. */
export function FormPreview({ form, preview, selected, onField }: FormPreviewProps) {
  const { application, access, hasErrors, device } = preview
  const entity = String(form.document.entity ?? '')
  const definition = useMemo(
    () => application && access && presentForm(application, access, entity, keyOf(form)),
    [application, access, entity, form]
  )
  return (
    <section className="gd-preview-pane" aria-label={texts.preview}>
      <PreviewBar preview={preview} />
      {hasErrors && application && <Alert type="warning" banner message={texts.old} />}
      {!application && <p className="gd-note gd-panel-note">{texts.none}</p>}
      {definition?.fields.length === 0 && <p className="gd-note gd-panel-note">{texts.hidden}</p>}
      {definition && definition.fields.length > 0 && device !== 'off' && (
        <Suspense fallback={<Spin className="gd-editor-wait" />}>
          <AskedForm {...{ definition, device, selected, onField }} />
        </Suspense>
      )}
    </section>
  )
}

interface AskedFormProps {
  definition: RuntimeForm
  device: DeviceName
  selected: string | null
  onField: (key: string) => void
}

/** A form with very many fields is drawn when somebody asks for it. */
function AskedForm({ definition, ...rest }: AskedFormProps) {
  const isLarge = definition.fields.length > largeForm
  const [asked, setAsked] = useState<RuntimeForm | null>(null)
  const shown = isLarge ? asked : definition
  return (
    <>
      {shown !== definition && (
        <div className="gd-preview-ask">
          <small className="gd-note">{texts.large(definition.fields.length)}</small>
          <Button size="small" onClick={() => setAsked(definition)}>
            {texts.update}
          </Button>
        </div>
      )}
      {shown && <DraftForm definition={shown} {...rest} />}
    </>
  )
}
