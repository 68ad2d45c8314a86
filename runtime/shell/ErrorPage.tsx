import { Button } from 'antd'
import { Link } from 'wouter'
import { ApiError } from '#runtime/client/api_error.ts'
import { texts } from '#runtime/texts/index.ts'
import { StatePage } from './StatePage.tsx'
import type { Figure } from './StateFigure.tsx'

const t = texts.errors

function describe(error: unknown): { figure: Figure; title: string; text: string } {
  const status = error instanceof ApiError ? error.status : -1
  if (status === 0) return { figure: 'offline', title: t.offline, text: t.offlineText }
  if (status === 403) return { figure: 'locked', title: t.forbidden, text: t.forbiddenText }
  if (status === 404) return { figure: 'missing', title: t.notFound, text: t.notFoundText }
  if (status === 503) return { figure: 'broken', title: t.unavailable, text: t.unavailableText }
  const text = error instanceof ApiError && status < 500 ? error.message : t.serverText
  return { figure: 'broken', title: t.server, text }
}

/** A failed request in place of what it should have brought; `onRetry` where trying again may help. */
export function ErrorPage({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const shown = describe(error)
  const requestId = error instanceof ApiError ? error.requestId : null
  const lasting = error instanceof ApiError && (error.status === 403 || error.status === 404)
  return (
    <StatePage
      {...shown}
      requestId={requestId && `${t.requestId} ${requestId}`}
      actions={
        lasting || !onRetry ? (
          <Link href="/" asChild>
            <Button href="/">{texts.actions.home}</Button>
          </Link>
        ) : (
          <Button type="primary" onClick={onRetry}>
            {texts.actions.retry}
          </Button>
        )
      }
    />
  )
}
