import { useQuery } from '@tanstack/react-query'
import { EyeOutlined } from '@ant-design/icons'
import { recordKeys } from '#runtime/client/queries.ts'
import { readReveals } from '#runtime/client/records.ts'
import { formatInstant } from '#runtime/fields/format_time.ts'
import { texts } from '#runtime/texts/index.ts'
import { recordTexts } from '#runtime/texts/records/index.ts'

/** Who looked at masked values of a record, when and why; nothing where nobody did. */
export function RevealList({ entity, id }: { entity: string; id: string }) {
  const asked = useQuery({
    queryKey: [...recordKeys.all(entity), 'reveals', id],
    queryFn: () => readReveals(entity, id),
  })
  const entries = asked.data?.data ?? []
  if (entries.length === 0) return null
  return (
    <ol className="gj-timeline" aria-label={recordTexts.reveal.list}>
      {entries.map(({ at, actor, fields, reason }) => (
        <li className="gj-timeline-entry" key={`${at} ${actor.id}`}>
          <div className="gj-timeline-head">
            <EyeOutlined />
            <strong>{actor.name ?? recordTexts.history.unknown}</strong>
            <span>
              {recordTexts.reveal.looked(fields.map(({ title }) => title).join(texts.comma))}
            </span>
            <time className="gj-number" dateTime={at}>
              {formatInstant(at, true)}
            </time>
          </div>
          <p className="gj-timeline-reason">{reason}</p>
        </li>
      ))}
    </ol>
  )
}
