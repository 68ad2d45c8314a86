import { useState } from 'react'
import { Alert, Modal, Segmented } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { recordKeys } from '#runtime/client/queries.ts'
import { explainAccess } from '#runtime/client/records.ts'
import { RowBones } from '#runtime/views/ListBones.tsx'
import { texts } from '#runtime/texts/index.ts'

const t = texts.why
const actions = ['read', 'update', 'delete', 'assign', 'reveal'] as const

/** Why one may do something to a record, or not: grant by grant, in words. */
export default function WhyDialog(props: { entity: string; id: string; onClose: () => void }) {
  const { entity, id, onClose } = props
  const [action, setAction] = useState<(typeof actions)[number]>('update')
  const asked = useQuery({
    queryKey: [...recordKeys.all(entity), 'explain', id, action],
    queryFn: () => explainAccess(entity, id, action),
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
