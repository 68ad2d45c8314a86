import {
  MenuFoldOutlined,
  MenuUnfoldOutlined,
  RestOutlined,
  TeamOutlined,
  ToolOutlined,
} from '@ant-design/icons'
import { Link, useLocation, useSearch } from 'wouter'
import { texts } from '#runtime/texts/index.ts'
import { MenuIcon } from './MenuIcon.tsx'
import { binPath, listPath, rolesPath } from './paths.ts'
import type { RuntimeMenu, RuntimeMenuItem } from '#engine/presentation/shapes.ts'
import type { Session } from '#runtime/client/session.ts'

interface SideMenuProps {
  menu: RuntimeMenu | undefined
  session: Session
  /** Icons only. */
  slim?: boolean
  /** An entry was chosen. */
  onGo?: () => void
  onSlim?: () => void
}

/** What the actor may open, grouped by module. */
export function SideMenu({ menu, session, slim, onGo, onSlim }: SideMenuProps) {
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
        {menu && (
          <section className="gj-nav-group">
            <ul>
              {places(menu, session).map(({ as: Place, href, title, icon }) => (
                <li key={href}>
                  <Place
                    className="gj-nav-item"
                    href={href}
                    title={slim ? title : undefined}
                    aria-current={path.startsWith(href) ? 'page' : undefined}
                    onClick={onGo}
                  >
                    {icon}
                    <span className="gj-nav-text">{title}</span>
                  </Place>
                </li>
              ))}
            </ul>
          </section>
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

/** Places of no module, for whoever may go there. The designer is a page of its own: loaded anew. */
function places({ bin }: RuntimeMenu, { givesRoles, definitions }: Session) {
  const { bin: recycled, session: own } = texts
  const all = [
    {
      isOpen: bin.length > 0,
      as: Link,
      href: binPath(),
      title: recycled.title,
      icon: <RestOutlined />,
    },
    { isOpen: givesRoles, as: Link, href: rolesPath, title: own.roles, icon: <TeamOutlined /> },
    {
      ...{ isOpen: definitions.includes('read'), as: 'a' as const, href: '/designer' },
      ...{ title: own.designer, icon: <ToolOutlined /> },
    },
  ]
  return all.filter(({ isOpen }) => isOpen)
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
