import { useState } from 'react'
import { Alert, Modal, Segmented, Select } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { recordKeys, useSession } from '#runtime/client/queries.ts'
import { explainAccess } from '#runtime/client/records.ts'
import { RowBones } from '#runtime/views/ListBones.tsx'
import { recordTexts } from '#runtime/texts/records/index.ts'
import { PersonSelect } from './PersonSelect.tsx'
import type { RuntimeForm, RuntimeTarget } from '#engine/presentation/shapes.ts'
import type { RecordLink } from '#runtime/client/records.ts'
import '#runtime/shell/style/roles.css'

const t = recordTexts.why
const actions = ['read', 'update', 'delete', 'assign', 'reveal'] as const

type Action = (typeof actions)[number]
/** What can be asked about one field. */
const ofFields: readonly Action[] = ['read', 'update', 'reveal']

interface WhyDialogProps {
  definition: RuntimeForm
  id: string
  people: RuntimeTarget | null
  onClose: () => void
}

/** Why one may do something to a record or a field, or not: grant by grant, in words. */
export default function WhyDialog({ definition, id, people, onClose }: WhyDialogProps) {
  const { entity } = definition
  const mayAsk = useSession().data?.givesRoles ?? false
  const [action, setAction] = useState<Action>('update')
  const [field, setField] = useState<string | null>(null)
  const [person, setPerson] = useState<RecordLink | null>(null)
  const isOfFields = ofFields.includes(action)
  const query = {
    action,
    ...(isOfFields && field !== null && { field }),
    ...(person && { person: person.id }),
  }
  const asked = useQuery({
    queryKey: [...recordKeys.all(entity), 'explain', id, query],
    queryFn: () => explainAccess(entity, id, query),
  })
  const told = asked.data?.data
  return (
    <Modal open centered width={560} title={t.title} footer={null} onCancel={onClose}>
      <Segmented
        block
        options={actions.map((value) => ({ value, label: t.actions[value] }))}
        value={action}
        onChange={setAction}
      />
      {mayAsk && people && (
        <label className="gj-why-part">
          {t.who}
          <PersonSelect id="why-person" people={people} value={person} onChange={setPerson} />
        </label>
      )}
      {isOfFields && (
        <label className="gj-why-part">
          {t.field}
          <Select
            allowClear
            showSearch
            optionFilterProp="label"
            options={definition.fields.map(({ key, title }) => ({ value: key, label: title }))}
            value={field}
            onChange={(next: string | undefined) => setField(next ?? null)}
          />
        </label>
      )}
      {asked.isError && (
        <Alert className="gj-panel-alert" type="error" message={asked.error.message} />
      )}
      {asked.isPending && <RowBones />}
      {told && (
        <>
          <Alert
            className="gj-panel-alert"
            type={told.allowed ? 'success' : 'warning'}
            showIcon
            message={told.text}
          />
          <ul className="gj-dialog-text">
            {told.grants.map((grant) => (
              <li key={`${grant.role} ${grant.index}`}>{grant.text}</li>
            ))}
          </ul>
        </>
      )}
    </Modal>
  )
}
