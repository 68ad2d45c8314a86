import { useState } from 'react'
import { Alert, Input, Modal, Switch } from 'antd'
import { texts } from '#runtime/texts/index.ts'
import type { SavedView } from '#engine/presentation/saved_view.ts'
import type { NamedView } from './saved_view_commands.ts'
import '#runtime/shell/style/bulk.css'

const t = texts.savedViews
/** As long as the server takes it. */
const longestTitle = 60

interface ViewDialogProps {
  /** The one to rename; null saves a new one. */
  view: SavedView | null
  mayShare: boolean
  onSubmit: (given: NamedView) => Promise<void>
  onCancel: () => void
}

/** Asks for the name of a saved view, and whether others have it too. */
export default function ViewDialog({ view, mayShare, onSubmit, onCancel }: ViewDialogProps) {
  const [title, setTitle] = useState(view?.title ?? '')
  const [shared, setShared] = useState(view?.shared ?? false)
  const [fault, setFault] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async () => {
    if (!title.trim()) return setFault(t.nameRequired)
    setBusy(true)
    try {
      await onSubmit({ title: title.trim(), shared })
    } catch (error) {
      setFault(error instanceof Error ? error.message : String(error))
      setBusy(false)
    }
  }
  return (
    <Modal
      open
      width={440}
      title={view ? t.rename : t.saveAs}
      okText={texts.actions.save}
      cancelText={texts.actions.cancel}
      confirmLoading={busy}
      onOk={() => void submit()}
      onCancel={onCancel}
    >
      <form
        className="gj-view-form"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        {fault && <Alert type="error" showIcon message={fault} />}
        <label htmlFor="view-title">{t.name}</label>
        <Input
          id="view-title"
          autoFocus
          maxLength={longestTitle}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
        />
        {mayShare && (
          <label className="gj-view-share">
            <Switch checked={shared} onChange={setShared} />
            <span>{t.share}</span>
          </label>
        )}
      </form>
    </Modal>
  )
}
