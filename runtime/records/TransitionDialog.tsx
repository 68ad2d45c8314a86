import { useMemo, useRef, useState } from 'react'
import { Alert, Input, Modal } from 'antd'
import { ApiError, faultsByPointer } from '#runtime/client/api_error.ts'
import { useFormDefinition, useSession } from '#runtime/client/queries.ts'
import { showFirstFault } from '#runtime/forms/first_fault.ts'
import { FormModel } from '#runtime/forms/formily/form_model.ts'
import { RecordForm } from '#runtime/forms/formily/RecordForm.tsx'
import { shownFields } from '#runtime/forms/bridge.ts'
import { texts } from '#runtime/texts/index.ts'
import { RecordBones } from './RecordBones.tsx'
import type { RuntimeForm, RuntimeTransition } from '#engine/presentation/shapes.ts'
import type { LoadedRecord } from '#runtime/client/records.ts'
import type { TransitionGiven } from './transitions.tsx'

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
  const { definition, loaded, transition, form } = props
  const me = useSession().data?.user.id ?? ''
  const [comment, setComment] = useState('')
  const [commentFault, setCommentFault] = useState<string | null>(null)
  const [faults, setFaults] = useState<readonly string[]>([])
  const [busy, setBusy] = useState(false)
  const body = useRef<HTMLDivElement>(null)
  const model = useMemo(
    () =>
      form &&
      new FormModel({ definition: form, record: loaded.data, writable: shownFields(form), me }),
    // The form stays as it was opened, whatever is read meanwhile.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [form]
  )
  const submit = async () => {
    if (transition.comment === 'required' && !comment.trim()) {
      return setCommentFault(texts.transition.commentRequired)
    }
    if (model && !(await model.check())) return showFirstFault(body.current)
    setCommentFault(null)
    setFaults([])
    setBusy(true)
    const payload = model?.payload()
    try {
      await props.onSubmit({
        ...(comment.trim() ? { comment: comment.trim() } : {}),
        ...(payload && Object.keys(payload.body).length ? { values: payload.body } : {}),
      })
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      const { placed, general } = faultsByPointer(error.faults)
      const own = [...placed].map(([at, text]): [string, string] => [
        payload?.locate(at.replace(/^\/values/, '')) ?? at,
        text,
      ])
      setFaults([...general, ...(model?.showFaults(new Map(own)) ?? placed.values())])
      showFirstFault(body.current)
    } finally {
      setBusy(false)
    }
  }
  const state = definition.fields.find((field) => field.key === transition.field)
  const target = state?.options?.find((option) => option.value === transition.to)
  return (
    <Modal
      open
      centered
      width={form ? 640 : 440}
      title={texts.transition.confirmTitle(transition.title)}
      okText={transition.title}
      cancelText={texts.actions.cancel}
      confirmLoading={busy}
      onOk={() => void submit()}
      onCancel={props.onCancel}
    >
      <div ref={body}>
        {target && <p className="gj-dialog-text">{texts.transition.to(target.label)}</p>}
        {faults.map((fault) => (
          <Alert key={fault} className="gj-panel-alert" type="error" showIcon message={fault} />
        ))}
        {model && <RecordForm model={model} />}
        {transition.comment !== 'none' && (
          <div className="gj-field">
            <div className="gj-label">
              <label htmlFor="transition-comment">
                {texts.transition.comment}
                {transition.comment === 'required' && <span className="gj-required">*</span>}
              </label>
            </div>
            <Input.TextArea
              id="transition-comment"
              autoFocus
              autoSize={{ minRows: 3, maxRows: 8 }}
              maxLength={4000}
              value={comment}
              {...(commentFault ? { status: 'error' as const } : {})}
              onChange={(event) => {
                setComment(event.target.value)
                setCommentFault(null)
              }}
            />
            {commentFault && (
              <div className="gj-fault" role="alert">
                {commentFault}
              </div>
            )}
          </div>
        )}
      </div>
    </Modal>
  )
}
