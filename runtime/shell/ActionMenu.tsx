import { useState } from 'react'
import type { ReactElement, ReactNode } from 'react'
import { Popover } from 'antd'

export interface Action {
  key: string
  label: string
  /** The language of the label, where it is not that of the page. */
  lang?: string
  icon?: ReactNode
  danger?: boolean
  disabled?: boolean
  onClick: () => void
}

interface ActionMenuProps {
  actions: readonly Action[]
  head?: ReactNode
  /** The button that opens it. */
  children: ReactElement
}

/** A short list of actions under a button. */
export function ActionMenu({ actions, head, children }: ActionMenuProps) {
  const [open, setOpen] = useState(false)
  const choose = (action: Action) => {
    setOpen(false)
    action.onClick()
  }
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomRight"
      arrow={false}
      styles={{ body: { padding: 4 } }}
      content={
        <div className="gj-menu">
          {head && <div className="gj-menu-head">{head}</div>}
          {actions.map((action) => (
            <button
              key={action.key}
              type="button"
              className={action.danger ? 'gj-menu-item gj-menu-item-danger' : 'gj-menu-item'}
              disabled={action.disabled}
              lang={action.lang}
              onClick={() => choose(action)}
            >
              {action.icon}
              {action.label}
            </button>
          ))}
        </div>
      }
    >
      {children}
    </Popover>
  )
}
