import { useState } from 'react'
import { Button, Modal } from 'antd'
import { texts } from '#runtime/texts/index.ts'
import { FieldValue } from './FieldValue.tsx'
import type { FieldInput, InputProps } from './field_face.ts'

interface CellDialogProps extends InputProps {
  /** The input with room for all of it. */
  input: FieldInput
}

/** A value of several parts in a cell: its text there, its parts in a dialog. */
export function CellDialog({ input: Input, ...props }: CellDialogProps) {
  const { field, value } = props
  const [open, setOpen] = useState(props.opens ?? false)
  const [draft, setDraft] = useState(value)
  const begin = () => {
    setDraft(value)
    setOpen(true)
  }
  const take = () => {
    props.onChange(draft)
    setOpen(false)
  }
  return (
    <>
      <Button
        type="text"
        className="gj-cell-dialog"
        disabled={props.disabled}
        autoFocus={props.autoFocus}
        onClick={begin}
        onBlur={props.onBlur}
      >
        <FieldValue field={field} value={value} place="list" />
      </Button>
      <Modal
        title={field.title}
        open={open}
        okText={texts.actions.confirm}
        cancelText={texts.actions.cancel}
        onOk={take}
        onCancel={() => setOpen(false)}
        destroyOnHidden
      >
        <Input field={field} value={draft} onChange={setDraft} autoFocus />
      </Modal>
    </>
  )
}
