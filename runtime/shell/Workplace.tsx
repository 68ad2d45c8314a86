import { lazy, Suspense, useState } from 'react'
import { Drawer } from 'antd'
import { Redirect, Route, Switch, useLocation } from 'wouter'
import { useMenu } from '#runtime/client/queries.ts'
import { texts } from '#runtime/texts/index.ts'
import { ListPage } from '#runtime/views/ListPage.tsx'
import { CrashBoundary } from './CrashBoundary.tsx'
import { ErrorPage } from './ErrorPage.tsx'
import { OfflineBanner } from './OfflineBanner.tsx'
import { SideMenu } from './SideMenu.tsx'
import { StatePage } from './StatePage.tsx'
import { TopBar } from './TopBar.tsx'
import { useIsNarrow } from './narrow.ts'
import { draftsPath, listPath, rolesPath } from './paths.ts'
import { ApiError } from '#runtime/client/api_error.ts'
import type { RuntimeMenu } from '#engine/presentation/shapes.ts'
import type { Session } from '#runtime/client/session.ts'

const DraftsPage = lazy(() => import('#runtime/records/drafts/DraftsPage.tsx'))
const RecordDrawer = lazy(() => import('#runtime/records/RecordDrawer.tsx'))
const RecyclePage = lazy(() => import('#runtime/recycle/RecyclePage.tsx'))
const RolesPage = lazy(() => import('#runtime/roles/RolesPage.tsx'))

/** Captured: entity, id or `new`, `edit`. */
const recordsRoute = /^\/records\/(?<entity>[^/]+)(?:\/(?<id>[^/]+)(?:\/(?<mode>edit))?)?\/?$/

const slimKey = 'guiju.menu.slim'

/** Menu, top bar and the page in between, for whoever is signed in. */
export function Workplace({ session }: { session: Session }) {
  const narrow = useIsNarrow()
  const [slim, setSlim] = useState(() => localStorage.getItem(slimKey) === '1')
  const [menuOpen, setMenuOpen] = useState(false)
  const menu = useMenu()
  const side = (given: { slim?: boolean; onGo?: () => void; onSlim?: () => void }) => (
    <SideMenu menu={menu.data} session={session} {...given} />
  )
  const turnSlim = () => {
    localStorage.setItem(slimKey, slim ? '0' : '1')
    setSlim(!slim)
  }
  return (
    <div className={slim && !narrow ? 'gj-layout gj-layout-slim' : 'gj-layout'}>
      <a className="gj-skip" href="#main">
        {texts.menu.skip}
      </a>
      <TopBar session={session} onMenu={narrow ? () => setMenuOpen(true) : null} />
      {!narrow && <aside className="gj-side">{side({ slim, onSlim: turnSlim })}</aside>}
      {narrow && (
        <Drawer
          placement="left"
          width={288}
          open={menuOpen}
          title={texts.brand.name}
          styles={{ body: { padding: 0 } }}
          onClose={() => setMenuOpen(false)}
        >
          {side({ onGo: () => setMenuOpen(false) })}
        </Drawer>
      )}
      <main className="gj-main" id="main" tabIndex={-1}>
        <OfflineBanner />
        {menu.isError ? (
          <ErrorPage error={menu.error} onRetry={() => menu.refetch()} />
        ) : (
          menu.data && <Pages menu={menu.data} />
        )}
      </main>
    </div>
  )
}

function Pages({ menu }: { menu: RuntimeMenu }) {
  const [path] = useLocation()
  const first = menu.groups.flatMap((group) => group.items)[0]
  return (
    <CrashBoundary key={path.split('/')[2] ?? ''}>
      <Switch>
        <Route path="/">
          {first ? (
            <Redirect to={listPath(first.entity, first.view)} replace />
          ) : (
            <StatePage figure="locked" title={texts.errors.forbidden} text={texts.menu.empty} />
          )}
        </Route>
        <Route path={recordsRoute}>
          {({ entity = '', id, mode }: Record<string, string | undefined>) => (
            <>
              <ListPage key={entity} entity={entity} openId={id ?? null} />
              <Suspense fallback={null}>
                {id && <RecordDrawer entity={entity} id={id} editing={mode === 'edit'} />}
              </Suspense>
            </>
          )}
        </Route>
        <Route path={draftsPath}>
          <Suspense fallback={null}>
            <DraftsPage />
          </Suspense>
        </Route>
        <Route path={rolesPath}>
          <Suspense fallback={null}>
            <RolesPage />
          </Suspense>
        </Route>
        <Route path="/bin/:entity?">
          {({ entity }) => (
            <Suspense fallback={null}>
              <RecyclePage entities={menu.bin} asked={entity ?? null} />
            </Suspense>
          )}
        </Route>
        <Route>
          <ErrorPage error={new ApiError({ status: 404, faults: [] })} />
        </Route>
      </Switch>
    </CrashBoundary>
  )
}
