import { useState } from 'react'
import { Button, Input } from 'antd'
import { RocketOutlined } from '@ant-design/icons'
import type { Plan } from '#designer/releases/releases_client.ts'
import { texts } from './texts.ts'

interface PublishBarProps {
  /** Null while there is nothing that could be published. */
  plan: Plan | null
  onPublish: (note: string) => Promise<void>
}

/** The note of a release, and the button that publishes what is shown above. */
export function PublishBar({ plan, onPublish }: PublishBarProps) {
  const [note, setNote] = useState('')
  const [isBusy, setBusy] = useState(false)
  const isOff =
    !plan ||
    plan.changes.length === 0 ||
    plan.problems.some((problem) => problem.severity === 'error')
  const publish = async () => {
    setBusy(true)
    await onPublish(note)
    setBusy(false)
  }
  return (
    <footer className="gd-publish-bar">
      <Input
        aria-label={texts.note}
        placeholder={texts.notePlaceholder}
        maxLength={1000}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <Button
        type="primary"
        icon={<RocketOutlined />}
        disabled={isOff}
        loading={isBusy}
        onClick={() => void publish()}
      >
        {isBusy ? texts.publishing : texts.publish}
      </Button>
    </footer>
  )
}
