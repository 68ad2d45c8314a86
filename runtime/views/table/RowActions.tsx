import { App } from 'antd'
import { useLocation, useSearch } from 'wouter'
import { useFormDefinition, useRecord } from '#runtime/client/queries.ts'
import { useRemoveRecord } from '#runtime/records/remove_record.ts'
import { createPath, editPath, recordPath } from '#runtime/shell/paths.ts'
import { texts } from '#runtime/texts/index.ts'
import type { RecordJson } from '#runtime/client/records.ts'
import type { Action } from '#runtime/shell/ActionMenu.tsx'

interface RowActionsProps {
  entity: string
  record: RecordJson
  onOpen: (id: string) => void
  onDone: () => void
}

/** What may be done with a record of a list now. */
export default function RowActions(props: RowActionsProps) {
  const { entity, record, onDone } = props
  const loaded = useRecord(entity, record.id, 'id')
  const form = useFormDefinition(entity)
  const actions = useActions(props, loaded.data?.can ?? null, form.data?.can.create ?? false)
  return (
    <div className="gj-menu" aria-busy={loaded.isPending}>
      {actions.map((action) => (
        <button
          key={action.key}
          type="button"
          className={action.danger ? 'gj-menu-item gj-menu-item-danger' : 'gj-menu-item'}
          onClick={() => {
            onDone()
            action.onClick()
          }}
        >
          {action.label}
        </button>
      ))}
    </div>
  )
}

function useActions(
  { entity, record, onOpen }: RowActionsProps,
  can: { update: boolean; delete: boolean; fields: string[] } | null,
  mayCreate: boolean
): Action[] {
  const { message } = App.useApp()
  const search = useSearch()
  const [, navigate] = useLocation()
  const remove = useRemoveRecord(entity, () => undefined)
  const rest = search && `?${search}`
  const { id } = record
  const action = (key: string, label: string, onClick: () => void, danger = false): Action => ({
    ...{ key, label, onClick, danger },
  })
  const copyLink = async () => {
    await navigator.clipboard.writeText(location.origin + recordPath(entity, id))
    message.success(texts.record.linkCopied)
  }
  const list = [action('open', texts.drawer.open, () => onOpen(id))]
  if (can?.update && can.fields.length > 0) {
    list.push(action('edit', texts.actions.edit, () => navigate(editPath(entity, id) + rest)))
  }
  if (mayCreate) {
    const copy = `${createPath(entity)}?${new URLSearchParams({ copy: id })}`
    list.push(action('copy', texts.drawer.duplicate, () => navigate(copy)))
  }
  list.push(action('link', texts.actions.copyLink, () => void copyLink()))
  if (can?.delete) {
    list.push(action('remove', texts.actions.remove, () => remove(record), true))
  }
  return list
}
