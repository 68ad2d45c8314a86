import { lazy, Suspense, useState } from 'react'
import { MoreOutlined } from '@ant-design/icons'
import { Popover } from 'antd'
import { texts } from '#runtime/texts/index.ts'
import type { RecordJson } from '#runtime/client/records.ts'

const RowActions = lazy(() => import('./RowActions.tsx'))

interface RowMenuProps {
  entity: string
  record: RecordJson
  title: string
  onOpen: (id: string) => void
}

/** Actions of one record without opening it; what is allowed is asked when the menu opens. */
export function RowMenu(props: RowMenuProps) {
  const [open, setOpen] = useState(false)
  return (
    <span onClick={(event) => event.stopPropagation()}>
      <Popover
        open={open}
        onOpenChange={setOpen}
        trigger="click"
        placement="bottomRight"
        arrow={false}
        destroyOnHidden
        styles={{ body: { padding: 4 } }}
        content={
          <Suspense fallback={<span className="gj-bone gj-menu-bone" />}>
            <RowActions
              entity={props.entity}
              record={props.record}
              onOpen={props.onOpen}
              onDone={() => setOpen(false)}
            />
          </Suspense>
        }
      >
        <button
          type="button"
          className="gj-icon-button gj-row-menu"
          aria-label={texts.drawer.rowActions(props.title)}
          aria-expanded={open}
        >
          <MoreOutlined />
        </button>
      </Popover>
    </span>
  )
}
