import { lazy, Suspense, useState } from 'react'
import {
  DownOutlined,
  MoreOutlined,
  PlusOutlined,
  StarFilled,
  TeamOutlined,
} from '@ant-design/icons'
import { Button } from 'antd'
import { ActionMenu } from '#runtime/shell/ActionMenu.tsx'
import { useIsNarrow } from '#runtime/shell/narrow.ts'
import { texts } from '#runtime/texts/index.ts'
import { plainSettings } from '../state/list_state.ts'
import { configOf } from '../state/view_settings.ts'
import { useSavedViewCommands } from './saved_view_commands.ts'
import type { ReactNode } from 'react'
import type { SavedView } from '#engine/presentation/saved_view.ts'
import type { RuntimeView } from '#engine/presentation/shapes.ts'
import type { SavedViews } from '#runtime/client/saved_views.ts'
import type { Action } from '#runtime/shell/ActionMenu.tsx'
import type { ListSetup } from '../state/list_setup.ts'

const ViewDialog = lazy(() => import('./ViewDialog.tsx'))

/** Saved views on show before the rest goes into a menu. */
const mostTabs = 5
const t = texts.savedViews

interface SavedTabsProps {
  view: RuntimeView
  saved: SavedViews
  setup: ListSetup
}

/** Saved views: the list as it is by itself, one's own and those that others shared. */
export function SavedTabs({ view, saved, setup }: SavedTabsProps) {
  const narrow = useIsNarrow()
  const [naming, setNaming] = useState<SavedView | 'new' | null>(null)
  const commands = useSavedViewCommands(view, setup)
  const { shown, hidden } = tabsOf(saved.data, setup.saved, narrow ? 2 : mostTabs)
  return (
    <div className="gj-tabs">
      <nav className="gj-tab-row" aria-label={t.label}>
        <Tab isOn={!setup.saved} onClick={() => setup.open(null)}>
          {t.own}
        </Tab>
        {shown.map((one) => (
          <Tab key={one.id} isOn={one === setup.saved} onClick={() => setup.open(one)}>
            {one.isDefault && <StarFilled aria-label={t.isDefault} title={t.isDefault} />}
            <span>{one.title}</span>
            {one.shared && <TeamOutlined aria-label={sharing(one)} title={sharing(one)} />}
          </Tab>
        ))}
      </nav>
      {hidden.length > 0 && (
        <ActionMenu
          actions={hidden.map((one) => ({
            ...{ key: one.id, label: one.title, onClick: () => setup.open(one) },
          }))}
        >
          <Button type="text" icon={<DownOutlined />} aria-label={t.others} title={t.others} />
        </ActionMenu>
      )}
      <Changes
        setup={setup}
        isPlain={isPlain(view, setup)}
        onSave={commands.save}
        onSaveAs={() => setNaming('new')}
      />
      {setup.saved && (
        <ActionMenu actions={actionsOf(setup.saved, saved, commands, setNaming)}>
          <Button type="text" icon={<MoreOutlined />} aria-label={t.more(setup.saved.title)} />
        </ActionMenu>
      )}
      <Suspense fallback={null}>
        {naming && (
          <ViewDialog
            view={naming === 'new' ? null : naming}
            mayShare={saved.can.share}
            onCancel={() => setNaming(null)}
            onSubmit={async (given) => {
              await (naming === 'new' ? commands.saveAs(given) : commands.change(naming, given))
              setNaming(null)
            }}
          />
        )}
      </Suspense>
    </div>
  )
}

interface ChangesProps {
  setup: ListSetup
  isPlain: boolean
  onSave: () => void
  onSaveAs: () => void
}

/** What can be kept of the list as it is now. */
function Changes({ setup, isPlain: nothing, onSave, onSaveAs }: ChangesProps) {
  const { saved, isChanged } = setup
  if (!saved) {
    if (nothing) return null
    return (
      <Button type="link" icon={<PlusOutlined />} onClick={onSaveAs}>
        {t.saveView}
      </Button>
    )
  }
  if (!isChanged) return null
  return (
    <span className="gj-view-changed" role="group" aria-label={t.changed}>
      {saved.mine && (
        <Button type="link" onClick={onSave}>
          {t.save}
        </Button>
      )}
      <Button type="link" onClick={onSaveAs}>
        {t.saveAs}
      </Button>
      <Button type="link" onClick={() => setup.open(saved)}>
        {t.discard}
      </Button>
    </span>
  )
}

function Tab(props: { isOn: boolean; onClick: () => void; children: ReactNode }) {
  return (
    <button
      type="button"
      className="gj-tab"
      aria-current={props.isOn ? 'page' : undefined}
      onClick={props.onClick}
    >
      {props.children}
    </button>
  )
}

function actionsOf(
  view: SavedView,
  saved: SavedViews,
  commands: ReturnType<typeof useSavedViewCommands>,
  onRename: (view: SavedView) => void
): Action[] {
  const action = (key: string, label: string, onClick: () => void, danger = false): Action => ({
    ...{ key, label, onClick, danger },
  })
  const preset = view.isDefault ? t.unsetDefault : t.setDefault
  const list = [action('default', preset, () => commands.chooseDefault(view))]
  if (view.mine) list.push(action('rename', t.rename, () => onRename(view)))
  if (view.mine && (view.shared || saved.can.share)) {
    const label = view.shared ? t.unshare : t.share
    list.push(action('share', label, () => commands.share(view, !view.shared)))
  }
  if (view.mine || (view.shared && saved.can.share)) {
    list.push(action('remove', t.remove, () => commands.remove(view), true))
  }
  return list
}

function sharing(view: SavedView): string {
  if (view.mine) return t.sharedByMe
  return view.owner.title ? t.sharedBy(view.owner.title) : t.shared
}

/** Own ones first; the one in use is always among those on show. */
function tabsOf(views: readonly SavedView[], used: SavedView | null, most: number) {
  const ordered = [...views].sort((a, b) => Number(b.mine) - Number(a.mine))
  const first = ordered.slice(0, most)
  const shown = used && !first.includes(used) ? [...first.slice(0, most - 1), used] : first
  return { shown, hidden: ordered.filter((one) => !shown.includes(one)) }
}

/** Nothing that would be worth keeping. */
function isPlain(view: RuntimeView, { state }: ListSetup): boolean {
  const kept = (settings: typeof plainSettings) => JSON.stringify(configOf(view, settings))
  return kept(state) === kept(plainSettings)
}
