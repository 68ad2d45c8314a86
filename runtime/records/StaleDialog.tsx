import { Button, Modal } from 'antd'
import { FieldValue } from '#runtime/fields/FieldValue.tsx'
import { texts } from '#runtime/texts/index.ts'
import type { FormModel } from '#runtime/forms/formily/form_model.ts'
import type { Conflict } from './conflict.ts'

const t = texts.stale

interface StaleDialogProps {
  model: FormModel
  conflict: Conflict
  onKeepMine: () => void
  onTakeTheirs: () => void
  /** Back to the form as it is. */
  onClose: () => void
}

/** Somebody else saved the same fields meanwhile: both sides, and the ways on. Nothing is lost yet. */
export function StaleDialog(props: StaleDialogProps) {
  const { model, conflict } = props
  const fields = model.definition.fields.filter(({ key }) => conflict.fields.includes(key))
  const mine = model.form.values as Record<string, unknown>
  return (
    <Modal
      open
      centered
      width={640}
      title={t.title}
      onCancel={props.onClose}
      footer={
        <>
          <Button danger type="text" onClick={props.onTakeTheirs}>
            {t.takeTheirs}
          </Button>
          <Button onClick={props.onClose}>{t.keepEditing}</Button>
          <Button type="primary" onClick={props.onKeepMine}>
            {t.keepMine}
          </Button>
        </>
      }
    >
      <p className="gj-dialog-text">{t.text}</p>
      {fields.length > 0 && (
        <div className="gj-compare" role="table">
          <div className="gj-compare-row gj-compare-head" role="row">
            <span role="columnheader">{t.field}</span>
            <span role="columnheader">{t.theirs}</span>
            <span role="columnheader">{t.mine}</span>
          </div>
          {fields.map((field) => (
            <div className="gj-compare-row" role="row" key={field.key}>
              <span role="rowheader">{field.title}</span>
              <span role="cell">
                <FieldValue field={field} value={conflict.theirs[field.key]} place="list" />
              </span>
              <span role="cell">
                <FieldValue field={field} value={mine[field.key]} place="list" />
              </span>
            </div>
          ))}
        </div>
      )}
    </Modal>
  )
}
