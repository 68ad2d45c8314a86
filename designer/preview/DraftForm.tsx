import { useEffect, useState } from 'react'
import { Alert, App, Button } from 'antd'
import { RecordForm } from '#runtime/forms/formily/RecordForm.tsx'
import { showFirstFault } from '#runtime/forms/first_fault.ts'
import type { RuntimeForm } from '#engine/presentation/shapes.ts'
import '#runtime/shell/style/record.css'
import '#runtime/shell/style/files.css'
import { Device } from './device/Device.tsx'
import type { DeviceName } from './device/Device.tsx'
import { useDraftModel } from './draft_model.ts'
import { texts } from './texts.ts'

interface DraftFormProps {
  definition: RuntimeForm
  device: DeviceName
  /** The field that is selected on the canvas: marked, and brought into view. */
  selected: string | null
  /** A field was gone into. */
  onField: (key: string) => void
}

/** The application's own form over a draft: typed into, checked, never stored. */
export function DraftForm({ definition, device, selected, onField }: DraftFormProps) {
  const { message } = App.useApp()
  const { model, clear } = useDraftModel(definition)
  const [faults, setFaults] = useState(0)
  const [body, setBody] = useState<HTMLDivElement | null>(null)
  useMark(body, selected === null ? null : model.inputId(selected))
  const check = async () => {
    const isRight = await model.check()
    setFaults(isRight ? 0 : model.faultCount)
    if (isRight) void message.success(texts.right)
    else showFirstFault(body)
  }
  const fieldUnder = (target: HTMLElement) => {
    const id = target.closest('.gj-field')?.querySelector('label')?.htmlFor
    const field = definition.fields.find(({ key }) => model.inputId(key) === id)
    if (field) onField(field.key)
  }
  return (
    <>
      <div
        className="gd-preview-body"
        ref={setBody}
        data-owns-keys="undo redo delete"
        onFocus={(event) => fieldUnder(event.target as HTMLElement)}
        onClick={(event) => fieldUnder(event.target as HTMLElement)}
      >
        {!definition.can.create && <Alert type="warning" message={texts.mayNotCreate} banner />}
        <Device name={device}>
          <RecordForm key={model.form.id} model={model} />
        </Device>
      </div>
      <footer className="gd-preview-foot">
        {faults > 0 ? (
          <span className="gd-error" role="alert">
            {texts.wrong(faults)}
          </span>
        ) : (
          <span className="gd-note">{texts.notStored}</span>
        )}
        <Button size="small" onClick={clear}>
          {texts.clear}
        </Button>
        <Button size="small" type="primary" onClick={() => void check()}>
          {texts.check}
        </Button>
      </footer>
    </>
  )
}

/** The form's own parts know nothing of being selected: the mark is put on what they drew. */
function useMark(body: HTMLElement | null, id: string | null): void {
  useEffect(() => {
    const label = id === null ? null : body?.querySelector(`label[for="${CSS.escape(id)}"]`)
    const field = label?.closest('.gj-field')
    if (!body || !field) return
    field.classList.add('gd-preview-chosen')
    if (!body.contains(document.activeElement)) field.scrollIntoView({ block: 'nearest' })
    return () => field.classList.remove('gd-preview-chosen')
  }, [body, id])
}
