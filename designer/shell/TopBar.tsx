import { Button, Tag, Tooltip } from 'antd'
import { RedoOutlined, SaveOutlined, SearchOutlined, UndoOutlined } from '@ant-design/icons'
import type { Session } from '#runtime/client/session.ts'
import logo from '#runtime/shell/logo.svg'
import { panels } from '#designer/panels/panel.ts'
import { useWorkshop, useWorkshopState } from '#designer/workshop/index.ts'
import { texts } from './texts.ts'

interface TopBarProps {
  session: Session
  /** Name of the panel that is open. */
  panel: string | null
  onPanel: (name: string) => void
  onPalette: () => void
  onSave: () => void
}

export function TopBar({ session, panel, onPanel, onPalette, onSave }: TopBarProps) {
  const workshop = useWorkshop()
  const done = useWorkshopState((state) => state.done.at(-1) ?? null)
  const undone = useWorkshopState((state) => state.undone.at(-1) ?? null)
  return (
    <header className="gd-top">
      <a className="gj-brand" href="/" title={texts.back}>
        <img src={logo} alt="" />
        {texts.title}
      </a>
      <div className="gd-top-group">
        <ToolButton
          label={done ? texts.undo(done.label) : texts.nothingToUndo}
          keys="Ctrl+Z"
          icon={<UndoOutlined />}
          isOff={!done}
          onClick={() => workshop.undo()}
        />
        <ToolButton
          label={undone ? texts.redo(undone.label) : texts.nothingToRedo}
          keys="Ctrl+Y"
          icon={<RedoOutlined />}
          isOff={!undone}
          onClick={() => workshop.redo()}
        />
        <ToolButton label={texts.save} keys="Ctrl+S" icon={<SaveOutlined />} onClick={onSave} />
      </div>
      <button type="button" className="gd-search" onClick={onPalette}>
        <SearchOutlined />
        {texts.palette}
        <kbd>Ctrl+K</kbd>
      </button>
      {!workshop.mayEdit && <Tag color="gold">{texts.readOnly}</Tag>}
      <span className="gd-top-space" />
      {panels.map(({ name, title, Icon }) => (
        <Button
          key={name}
          type={panel === name ? 'primary' : 'default'}
          icon={<Icon />}
          aria-pressed={panel === name}
          onClick={() => onPanel(name)}
        >
          {title}
        </Button>
      ))}
      <span className="gd-person">{session.user.name}</span>
    </header>
  )
}

interface ToolButtonProps {
  label: string
  keys: string
  icon: React.ReactNode
  isOff?: boolean
  onClick: () => void
}

function ToolButton({ label, keys, icon, isOff = false, onClick }: ToolButtonProps) {
  return (
    <Tooltip title={`${label} (${keys})`}>
      <Button type="text" aria-label={label} icon={icon} disabled={isOff} onClick={onClick} />
    </Tooltip>
  )
}
