import { useState } from 'react'
import { Alert, Input, Modal } from 'antd'
import { ApiError } from '#runtime/client/api_error.ts'
import { texts } from '#runtime/texts/index.ts'
import type { ReactNode } from 'react'

interface ReasonDialogProps {
  title: string
  note?: string
  label: string
  okText: string
  required: boolean
  /** Whether what stands above the text is filled in. */
  ready?: boolean
  children?: ReactNode
  onSubmit: (text: string) => Promise<void>
  onCancel: () => void
}

/** Asks for a few words before something is done, and tells what the server has against it. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { label, required, ready = true, onSubmit } = props
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const submit = async () => {
    setFault(null)
    setBusy(true)
    try {
      await onSubmit(text.trim())
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setFault(error.message)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal
      open
      centered
      width={440}
      title={props.title}
      okText={props.okText}
      cancelText={texts.actions.cancel}
      confirmLoading={busy}
      okButtonProps={{ disabled: !ready || (required && text.trim() === '') }}
      onOk={() => void submit()}
      onCancel={props.onCancel}
    >
      {props.note && <p className="gj-dialog-text">{props.note}</p>}
      {fault && <Alert className="gj-panel-alert" type="error" showIcon message={fault} />}
      {props.children}
      <div className="gj-field">
        <div className="gj-label">
          <label htmlFor="reason-dialog-text">
            {label}
            {required && <span className="gj-required">*</span>}
          </label>
        </div>
        <Input.TextArea
          id="reason-dialog-text"
          autoFocus={!props.children}
          autoSize={{ minRows: 2, maxRows: 6 }}
          maxLength={500}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
    </Modal>
  )
}
