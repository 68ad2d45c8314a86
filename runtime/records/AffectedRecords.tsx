import { texts } from '#runtime/texts/index.ts'
import type { Affected } from '#runtime/client/records.ts'
import '#runtime/shell/style/bulk.css'

const t = texts.remove

interface AffectedRecordsProps {
  title: string
  affected: readonly Affected[]
}

/** Records that a removal touches, or that hold it back: some by name, as far as they may be read. */
export function AffectedRecords({ title, affected }: AffectedRecordsProps) {
  return (
    <div className="gj-affected">
      <p>{title}</p>
      <ul>
        {affected.map((group, n) => (
          <li key={n}>
            <strong>{t.item(group.title, group.count)}</strong>{' '}
            {group.records.map((record) => record.title ?? t.unknown).join(texts.comma)}
          </li>
        ))}
      </ul>
    </div>
  )
}
