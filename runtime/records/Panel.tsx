import type { ReactNode, RefObject } from 'react'
import { CloseOutlined } from '@ant-design/icons'
import { texts } from '#runtime/texts/index.ts'

interface PanelProps {
  title: ReactNode
  /** Beneath the title: number, state, who changed it. */
  subtitle?: ReactNode
  /** Who else has it open. */
  present?: ReactNode
  /** Above the lower edge, where it moves nothing that is being typed into. */
  notice?: ReactNode
  actions?: ReactNode
  /** Stays at the lower edge. */
  footer?: ReactNode
  body?: RefObject<HTMLDivElement>
  onClose: () => void
  children: ReactNode
}

/** The frame of what a drawer shows: head and foot stay, the middle scrolls. */
export function Panel(props: PanelProps) {
  return (
    <div className="gj-panel">
      <header className="gj-panel-head">
        <div className="gj-panel-title">
          <h2>{props.title}</h2>
          {props.subtitle && <div className="gj-panel-subtitle">{props.subtitle}</div>}
          {props.present}
        </div>
        {props.actions && <div className="gj-panel-actions">{props.actions}</div>}
        <button
          type="button"
          className="gj-icon-button"
          aria-label={texts.actions.close}
          title={texts.withKey(texts.actions.close, 'Esc')}
          onClick={props.onClose}
        >
          <CloseOutlined />
        </button>
      </header>
      <div className="gj-panel-body" ref={props.body}>
        {props.children}
      </div>
      {props.notice && <div className="gj-panel-notice">{props.notice}</div>}
      {props.footer && <footer className="gj-panel-foot">{props.footer}</footer>}
    </div>
  )
}
