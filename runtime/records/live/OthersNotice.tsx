import { Alert } from 'antd'
import { texts } from '#runtime/texts/index.ts'
import type { OthersChanges } from './others_changes.ts'

const t = texts.live
const named = (titles: readonly string[]) => titles.join(texts.comma)

/** Says above a form what others did to its record meanwhile. */
export function OthersNotice({ changes }: { changes: OthersChanges }) {
  const { taken, both, isGone } = changes
  return (
    <div role="status">
      {isGone && <Alert type="error" showIcon message={t.gone} />}
      {both.length > 0 && <Alert type="warning" showIcon message={t.both(named(both))} />}
      {taken.length > 0 && (
        <Alert key={named(taken)} type="info" showIcon closable message={t.taken(named(taken))} />
      )}
    </div>
  )
}
