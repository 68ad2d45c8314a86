import { MenuFoldOutlined, MenuUnfoldOutlined, RestOutlined } from '@ant-design/icons'
import { Link, useLocation, useSearch } from 'wouter'
import { texts } from '#runtime/texts/index.ts'
import { MenuIcon } from './MenuIcon.tsx'
import { binPath, listPath } from './paths.ts'
import type { RuntimeMenu, RuntimeMenuItem } from '#engine/presentation/shapes.ts'

interface SideMenuProps {
  menu: RuntimeMenu | undefined
  /** Icons only. */
  slim?: boolean
  /** An entry was chosen. */
  onGo?: () => void
  onSlim?: () => void
}

/** What the actor may open, grouped by module. */
export function SideMenu({ menu, slim, onGo, onSlim }: SideMenuProps) {
  const [path] = useLocation()
  const isCurrent = useCurrent(menu)
  return (
    <>
      <nav className="gj-nav" aria-label={texts.menu.navigation}>
        {!menu && <MenuBones />}
        {menu?.groups.length === 0 && <p className="gj-nav-empty">{texts.menu.empty}</p>}
        {menu?.groups.map((group) => (
          <section className="gj-nav-group" key={group.module}>
            <h2 className="gj-nav-title">{group.title}</h2>
            <ul>
              {group.items.map((item) => (
                <li key={`${item.entity} ${item.view ?? ''}`}>
                  <Link
                    className="gj-nav-item"
                    href={listPath(item.entity, item.view)}
                    title={slim ? item.title : undefined}
                    aria-current={isCurrent(item) ? 'page' : undefined}
                    onClick={onGo}
                  >
                    <MenuIcon name={item.icon} />
                    <span className="gj-nav-text">{item.title}</span>
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        ))}
        {menu && menu.bin.length > 0 && (
          <Link
            className="gj-nav-item gj-nav-bin"
            href={binPath()}
            title={slim ? texts.bin.title : undefined}
            aria-current={path.startsWith(binPath()) ? 'page' : undefined}
            onClick={onGo}
          >
            <RestOutlined />
            <span className="gj-nav-text">{texts.bin.title}</span>
          </Link>
        )}
      </nav>
      {onSlim && (
        <div className="gj-side-foot">
          <button
            type="button"
            className="gj-icon-button"
            aria-label={slim ? texts.menu.expand : texts.menu.collapse}
            onClick={onSlim}
          >
            {slim ? <MenuUnfoldOutlined /> : <MenuFoldOutlined />}
          </button>
        </div>
      )}
    </>
  )
}

/** An entry with a view of its own is current for that view only; else the first of the entity. */
function useCurrent(menu: RuntimeMenu | undefined): (item: RuntimeMenuItem) => boolean {
  const [path] = useLocation()
  const view = new URLSearchParams(useSearch()).get('view')
  const [, place, entity] = path.split('/')
  const own = menu?.groups.flatMap((group) => group.items).filter((item) => item.entity === entity)
  const current = own?.find((item) => item.view === view) ?? own?.[0]
  return (item) => place === 'records' && item === current
}

function MenuBones() {
  return (
    <div aria-hidden>
      {[64, 92, 78, 100, 70].map((width, n) => (
        <span key={n} className="gj-nav-item">
          <span className="gj-bone" style={{ width }} />
        </span>
      ))}
    </div>
  )
}
