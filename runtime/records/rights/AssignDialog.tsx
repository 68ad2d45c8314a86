import { useState } from 'react'
import { App } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { recordKeys } from '#runtime/client/queries.ts'
import { assignRecord } from '#runtime/client/records.ts'
import { PersonSelect } from './PersonSelect.tsx'
import { recordTexts } from '#runtime/texts/records/index.ts'
import { ReasonDialog } from './ReasonDialog.tsx'
import type { RuntimeTarget } from '#engine/presentation/shapes.ts'
import type { RecordJson, RecordLink } from '#runtime/client/records.ts'

const t = recordTexts.assign

interface AssignDialogProps {
  entity: string
  record: RecordJson
  people: RuntimeTarget
  onClose: () => void
}

/** Hands a record over to somebody; department and organization follow the person. */
export default function AssignDialog({ entity, record, people, onClose }: AssignDialogProps) {
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [person, setPerson] = useState<RecordLink | null>(null)
  const assign = async (comment: string) => {
    if (!person) return
    await assignRecord(entity, record, { owner: person.id, ...(comment ? { comment } : {}) })
    message.success(t.done(person.title ?? ''))
    onClose()
    await queries.invalidateQueries({ queryKey: recordKeys.all(entity) })
  }
  return (
    <ReasonDialog
      title={t.title}
      note={t.note}
      label={t.comment}
      okText={t.action}
      required={false}
      ready={person !== null}
      onSubmit={assign}
      onCancel={onClose}
    >
      <div className="gj-field">
        <div className="gj-label">
          <label htmlFor="assign-person">
            {t.to}
            <span className="gj-required">*</span>
          </label>
        </div>
        <PersonSelect id="assign-person" people={people} value={person} onChange={setPerson} />
      </div>
    </ReasonDialog>
  )
}
