import { SyncOutlined } from '@ant-design/icons'
import { texts } from '#runtime/texts/index.ts'

interface StaleNoteProps {
  /** Computed fields that a job is still bringing up to date, as the API tells them. */
  stale: readonly string[]
  titleOf: (key: string) => string | undefined
}

/** Says which values on show are those from before: the records behind them are computed anew. */
export function StaleNote({ stale, titleOf }: StaleNoteProps) {
  const titles = stale.flatMap((key) => titleOf(key) ?? [])
  if (titles.length === 0) return null
  return (
    <p className="gj-note gj-stale" role="status">
      <SyncOutlined aria-hidden /> {texts.record.stale(titles.join(texts.comma))}
    </p>
  )
}
