import { Progress } from 'antd'
import type { ReleaseState } from './releases_client.ts'
import { texts } from './texts.ts'

/** How far the move of a release's data is; of one that counts nothing, that it goes on. */
export function MovingData({ release }: { release: ReleaseState }) {
  const { progress } = release
  const percent =
    progress && progress.total > 0 ? Math.floor((progress.done * 100) / progress.total) : 0
  return (
    <div className="gd-moving" role="status">
      <p>{texts.migrating}</p>
      <Progress percent={percent} status="active" />
      {progress && (
        <p className="gd-note">
          {progress.done} / {progress.total}
        </p>
      )}
    </div>
  )
}
