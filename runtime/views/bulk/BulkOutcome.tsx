import { Alert } from 'antd'
import { texts } from '#runtime/texts/index.ts'
import type { Outcome } from './in_turns.ts'

const t = texts.bulk

/** Failures told one by one; beyond these they are counted. */
const mostListed = 20

/** How a bulk command went, record by record where it did not. */
export function BulkOutcome({ outcome, onClose }: { outcome: Outcome; onClose: () => void }) {
  const { done, failed, left } = outcome
  const parts = [
    done.length > 0 || failed.length === 0 ? t.done(done.length) : '',
    failed.length > 0 ? t.failed(failed.length) : '',
    left.length > 0 ? t.stopped(left.length) : '',
  ]
  return (
    <Alert
      type={failed.length + left.length > 0 ? 'warning' : 'success'}
      showIcon
      closable
      message={parts.filter(Boolean).join(texts.comma)}
      onClose={onClose}
      description={
        failed.length > 0 && (
          <ul className="gj-bulk-faults" aria-label={t.failures}>
            {failed.slice(0, mostListed).map(({ record, fault }) => (
              <li key={record.id}>
                <strong>{record.title || texts.record.untitled}</strong>
                <span>{fault}</span>
              </li>
            ))}
            {failed.length > mostListed && <li>{t.notListed(failed.length - mostListed)}</li>}
          </ul>
        )
      }
    />
  )
}
