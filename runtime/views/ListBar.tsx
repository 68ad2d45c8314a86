import { lazy, Suspense, useState } from 'react'
import {
  ClusterOutlined,
  FilterOutlined,
  LinkOutlined,
  RestOutlined,
  SettingOutlined,
} from '@ant-design/icons'
import { App, Button } from 'antd'
import { Link } from 'wouter'
import { useMenu } from '#runtime/client/queries.ts'
import { useIsNarrow } from '#runtime/shell/narrow.ts'
import { binPath } from '#runtime/shell/paths.ts'
import { texts } from '#runtime/texts/index.ts'
import { SavedTabs } from './saved/SavedTabs.tsx'
import { isAsked } from './state/filter_values.ts'
import type { ReactNode } from 'react'
import type { SavedViews } from '#runtime/client/saved_views.ts'
import type { ListParts } from './list_parts.ts'
import type { ListSetup } from './state/list_setup.ts'

const FilterDrawer = lazy(() => import('./filter/FilterDrawer.tsx'))
const FilterChips = lazy(() => import('./filter/FilterChips.tsx'))
const ColumnSettings = lazy(() => import('./columns/ColumnSettings.tsx'))
const GroupSettings = lazy(() => import('./groups/GroupSettings.tsx'))

type Panel = 'filter' | 'columns' | 'group'

export type ListBarProps = ListParts & { setup: ListSetup; saved: SavedViews }

/** Over the rows: saved views on the left, what sets the list up on the right, filters beneath. */
export function ListBar(props: ListBarProps) {
  const { view, state, setup } = props
  const [panel, setPanel] = useState<Panel | null>(null)
  const close = () => setPanel(null)
  const isNarrowed =
    state.search !== '' || state.where !== null || Object.values(state.filters).some(isAsked)
  return (
    <>
      <div className="gj-list-head">
        <SavedTabs view={view} saved={props.saved} setup={setup} />
        <div className="gj-list-tools" role="toolbar" aria-label={texts.actions.more}>
          <Tool
            icon={<FilterOutlined />}
            label={texts.filter.advanced}
            isOn={state.where !== null}
            onClick={() => setPanel('filter')}
          />
          <Tool
            icon={<ClusterOutlined />}
            label={texts.groups.title}
            isOn={state.group !== null || state.totals.length > 0}
            onClick={() => setPanel('group')}
          />
          <Tool
            icon={<SettingOutlined />}
            label={texts.columnSettings.title}
            isOn={state.columns !== null}
            onClick={() => setPanel('columns')}
          />
          <CopyLink text={setup.sharedText} entity={view.entity} />
          <BinLink entity={view.entity} />
        </div>
      </div>
      <Suspense fallback={isNarrowed ? <div className="gj-list-bar" /> : null}>
        {isNarrowed && <FilterChips {...props} onEdit={() => setPanel('filter')} />}
      </Suspense>
      <Suspense fallback={null}>
        {panel === 'filter' && <FilterDrawer {...props} onClose={close} />}
        {panel === 'columns' && <ColumnSettings {...props} onClose={close} />}
        {panel === 'group' && <GroupSettings {...props} onClose={close} />}
      </Suspense>
    </>
  )
}

interface ToolProps {
  icon: ReactNode
  label: string
  isOn?: boolean
  onClick: () => void
}

/** On a phone the sign alone. */
function Tool({ icon, label, isOn = false, onClick }: ToolProps) {
  const narrow = useIsNarrow()
  return (
    <Button
      type="text"
      className={isOn ? 'gj-tool-on' : undefined}
      icon={icon}
      aria-label={label}
      title={label}
      onClick={onClick}
    >
      {narrow ? null : label}
    </Button>
  )
}

function CopyLink({ entity, text }: { entity: string; text: string }) {
  const { message } = App.useApp()
  const copy = async () => {
    await navigator.clipboard.writeText(`${location.origin}/records/${entity}${text}`)
    message.success(texts.savedViews.copied)
  }
  const label = texts.savedViews.copyLink
  return (
    <Button
      type="text"
      icon={<LinkOutlined />}
      aria-label={label}
      title={label}
      onClick={() => void copy()}
    />
  )
}

/** Where the actor may bring back what was removed. */
function BinLink({ entity }: { entity: string }) {
  const menu = useMenu()
  if (!menu.data?.bin.some((one) => one.entity === entity)) return null
  return (
    <Link href={binPath(entity)} aria-label={texts.bin.title} title={texts.bin.title}>
      <Button type="text" icon={<RestOutlined />} tabIndex={-1} aria-hidden />
    </Link>
  )
}
