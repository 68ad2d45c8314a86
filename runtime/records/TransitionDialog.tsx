import { Alert, Input, Modal } from 'antd'
import { useFormDefinition } from '#runtime/client/queries.ts'
import { RecordForm } from '#runtime/forms/formily/RecordForm.tsx'
import { texts } from '#runtime/texts/index.ts'
import { RecordBones } from './RecordBones.tsx'
import { useTransitionDialog } from './transition_dialog.ts'
import type { RuntimeForm, RuntimeTransition } from '#engine/presentation/shapes.ts'
import type { LoadedRecord } from '#runtime/client/records.ts'
import type { TransitionGiven } from './transitions.ts'

const t = texts.transition

interface TransitionDialogProps {
  definition: RuntimeForm
  loaded: LoadedRecord
  transition: RuntimeTransition
  onCancel: () => void
  onSubmit: (given: TransitionGiven) => Promise<void>
}

/** Asks for what a step needs before it is made: a yes, an opinion, fields of a form. */
export default function TransitionDialog(props: TransitionDialogProps) {
  const { definition, transition } = props
  const form = useFormDefinition(definition.entity, transition.form)
  if (transition.form !== null && !form.data) {
    return (
      <Modal open title={transition.title} footer={null} onCancel={props.onCancel}>
        <RecordBones />
      </Modal>
    )
  }
  return <Dialog {...props} form={transition.form === null ? null : (form.data ?? null)} />
}

function Dialog(props: TransitionDialogProps & { form: RuntimeForm | null }) {
  const { definition, loaded, transition, form, onSubmit } = props
  const dialog = useTransitionDialog({ transition, form, record: loaded.data, onSubmit })
  const state = definition.fields.find((field) => field.key === transition.field)
  const target = state?.options?.find((option) => option.value === transition.to)
  return (
    <Modal
      open
      centered
      width={form ? 640 : 440}
      title={t.confirmTitle(transition.title)}
      okText={transition.title}
      cancelText={texts.actions.cancel}
      confirmLoading={dialog.busy}
      onOk={dialog.submit}
      onCancel={props.onCancel}
    >
      <div ref={dialog.body}>
        {target && <p className="gj-dialog-text">{t.to(target.label)}</p>}
        {dialog.faults.map((fault) => (
          <Alert key={fault} className="gj-panel-alert" type="error" showIcon message={fault} />
        ))}
        {dialog.model && <RecordForm model={dialog.model} />}
        {transition.comment !== 'none' && (
          <Comment
            value={dialog.comment}
            required={transition.comment === 'required'}
            fault={dialog.commentFault}
            onChange={dialog.change}
          />
        )}
      </div>
    </Modal>
  )
}

interface CommentProps {
  value: string
  required: boolean
  fault: string | null
  onChange: (text: string) => void
}

function Comment({ value, required, fault, onChange }: CommentProps) {
  return (
    <div className="gj-field">
      <div className="gj-label">
        <label htmlFor="transition-comment">
          {t.comment}
          {required && <span className="gj-required">*</span>}
        </label>
      </div>
      <Input.TextArea
        id="transition-comment"
        autoFocus
        autoSize={{ minRows: 3, maxRows: 8 }}
        maxLength={4000}
        value={value}
        {...(fault ? { status: 'error' as const } : {})}
        onChange={(event) => onChange(event.target.value)}
      />
      {fault && (
        <div className="gj-fault" role="alert">
          {fault}
        </div>
      )}
    </div>
  )
}
