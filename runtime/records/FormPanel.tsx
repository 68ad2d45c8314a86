import type { ReactNode } from 'react'
import { Alert, Button } from 'antd'
import { RecordForm } from '#runtime/forms/formily/RecordForm.tsx'
import { useShortcuts } from '#runtime/shell/shortcuts.ts'
import { texts } from '#runtime/texts/index.ts'
import { DraftOffer, draftNote } from './drafts/DraftOffer.tsx'
import { useKeepInView } from './live/keep_in_view.ts'
import { Panel } from './Panel.tsx'
import type { FormModel } from '#runtime/forms/formily/form_model.ts'
import type { FormDraftState } from './drafts/form_draft.ts'
import type { RecordFormState } from './record_form.ts'

interface FormPanelProps {
  title: string
  model: FormModel
  state: RecordFormState
  draft: FormDraftState
  /** Who else has the record open, and what became of it meanwhile. */
  notice?: ReactNode
  onCancel: () => void
}

/** A form in a drawer, with its submit bar at the lower edge. */
export function FormPanel(props: FormPanelProps) {
  const { title, model, state, draft, onCancel } = props
  useKeepInView(state.body)
  useShortcuts({ 'mod+enter': state.submit }, { inDialog: true })
  return (
    <Panel
      title={title}
      notice={props.notice}
      body={state.body}
      onClose={onCancel}
      footer={
        <>
          {state.count > 0 ? (
            <span className="gj-panel-hint gj-panel-hint-fault" role="alert">
              {texts.form.faults(state.count)}
            </span>
          ) : (
            <span className="gj-panel-hint" role="status">
              {draftNote(draft) ?? texts.form.submitHint}
            </span>
          )}
          <Button onClick={onCancel}>{texts.actions.cancel}</Button>
          <Button type="primary" loading={state.busy} onClick={state.submit}>
            {texts.actions.save}
          </Button>
        </>
      }
    >
      <DraftOffer draft={draft} />
      {state.faults.map((fault) => (
        <Alert key={fault} className="gj-panel-alert" type="error" showIcon message={fault} />
      ))}
      <RecordForm model={model} />
    </Panel>
  )
}
