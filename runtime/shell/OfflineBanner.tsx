import { CheckCircleOutlined, DisconnectOutlined } from '@ant-design/icons'
import { reconnectNow, useStanding } from '#runtime/client/live/connection.ts'
import type { Standing } from '#runtime/client/live/connection.ts'
import { texts } from '#runtime/texts/index.ts'

const t = texts.live

/**
 * Says that what is shown is no longer kept up to date, and when it is again. Lies over the page,
 * drawers too: nothing moves under a hand.
 */
export function OfflineBanner() {
  return <OfflineWord standing={useStanding()} />
}

/** The word itself. */
export function OfflineWord({ standing }: { standing: Standing }) {
  return (
    <div className="gj-offline" role="status">
      {standing === 'lost' && (
        <p>
          <DisconnectOutlined aria-hidden />
          <span>{t.offline}</span>
          <button type="button" onClick={reconnectNow}>
            {t.reconnect}
          </button>
        </p>
      )}
      {standing === 'back' && (
        <p className="gj-online">
          <CheckCircleOutlined aria-hidden />
          <span>{t.online}</span>
        </p>
      )}
    </div>
  )
}
