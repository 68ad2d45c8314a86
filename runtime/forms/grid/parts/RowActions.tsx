import { useState } from 'react'
import { DeleteOutlined, MoreOutlined } from '@ant-design/icons'
import { Dropdown } from 'antd'
import { texts } from '#runtime/texts/index.ts'
import { recordTexts } from '#runtime/texts/records/index.ts'
import type { RowAction } from '../grid_controller.ts'

interface RowActionsProps {
  index: number
  onAct: (index: number, action: RowAction) => void
}

const t = recordTexts.grid
const inMenu: readonly { key: RowAction; label: string }[] = [
  { key: 'insertAbove', label: t.insertAbove },
  { key: 'insertBelow', label: t.insertBelow },
  { key: 'duplicate', label: t.duplicate },
  { key: 'up', label: t.moveUp },
  { key: 'down', label: t.moveDown },
]

/** What can be done with a whole row. The menu is made when it is first asked for. */
export function RowActions({ index, onAct }: RowActionsProps) {
  const [menu, setMenu] = useState<'none' | 'open' | 'closed'>('none')
  const button = (
    <button
      type="button"
      tabIndex={-1}
      className="gj-icon-button"
      aria-label={`${t.rowMenu} ${index + 1}`}
      aria-haspopup="menu"
      title={t.rowMenu}
      onClick={() => setMenu('open')}
    >
      <MoreOutlined />
    </button>
  )
  return (
    <div className="gj-cell gj-cell-action">
      {menu !== 'none' ? (
        <Dropdown
          open={menu === 'open'}
          onOpenChange={(open) => setMenu(open ? 'open' : 'closed')}
          trigger={['click']}
          menu={{
            items: [...inMenu],
            onClick({ key }) {
              setMenu('closed')
              onAct(index, key as RowAction)
            },
          }}
        >
          {button}
        </Dropdown>
      ) : (
        button
      )}
      <button
        type="button"
        tabIndex={-1}
        className="gj-icon-button"
        aria-label={`${texts.actions.removeRow} ${index + 1}`}
        title={texts.actions.removeRow}
        onClick={() => onAct(index, 'remove')}
      >
        <DeleteOutlined />
      </button>
    </div>
  )
}
