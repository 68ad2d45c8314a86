import { useState } from 'react'
import { Input, Modal } from 'antd'
import { texts } from '#runtime/texts/index.ts'
import type { RuntimeTransition } from '#engine/presentation/shapes.ts'

const t = texts.transition

interface BulkStepProps {
  step: RuntimeTransition
  count: number
  onApply: (comment: string) => void
  onCancel: () => void
}

/** Asks before a step is made with many records, with one comment for all of them. */
export function BulkStep({ step, count, onApply, onCancel }: BulkStepProps) {
  const [comment, setComment] = useState('')
  const [isMissing, setIsMissing] = useState(false)
  const apply = () => {
    if (step.comment === 'required' && !comment.trim()) return setIsMissing(true)
    onApply(comment.trim())
  }
  return (
    <Modal
      open
      width={480}
      title={texts.bulk.transitionTitle(step.title, count)}
      okText={step.title}
      cancelText={texts.actions.cancel}
      onOk={apply}
      onCancel={onCancel}
    >
      {step.comment !== 'none' && (
        <div className="gj-view-form">
          <label htmlFor="bulk-comment">{t.comment}</label>
          <Input.TextArea
            id="bulk-comment"
            rows={3}
            {...(isMissing ? { status: 'error' as const } : {})}
            value={comment}
            onChange={(event) => setComment(event.target.value)}
          />
          {isMissing && (
            <span className="gj-condition-fault" role="alert">
              {t.commentRequired}
            </span>
          )}
        </div>
      )}
    </Modal>
  )
}
