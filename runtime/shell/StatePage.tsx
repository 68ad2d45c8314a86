import type { ReactNode } from 'react'
import { StateFigure } from './StateFigure.tsx'
import type { Figure } from './StateFigure.tsx'

interface StatePageProps {
  figure: Figure
  title: string
  text?: string | undefined
  requestId?: string | null
  actions?: ReactNode
}

/** What stands where there is nothing else to show: empty, missing, forbidden, broken, offline. */
export function StatePage({ figure, title, text, requestId, actions }: StatePageProps) {
  return (
    <div className="gj-state" role={figure === 'empty' ? 'status' : 'alert'}>
      <StateFigure figure={figure} />
      <h2>{title}</h2>
      {text && <p>{text}</p>}
      {requestId && <p className="gj-state-id">{requestId}</p>}
      {actions && <div className="gj-state-actions">{actions}</div>}
    </div>
  )
}
