import { useRef } from 'react'
import { useLocation, useSearch } from 'wouter'
import { useView } from '#runtime/client/queries.ts'
import { ErrorPage } from '#runtime/shell/ErrorPage.tsx'
import { useIsNarrow } from '#runtime/shell/narrow.ts'
import { createPath, recordPath } from '#runtime/shell/paths.ts'
import { useShortcuts } from '#runtime/shell/shortcuts.ts'
import { ActiveFilters } from './ActiveFilters.tsx'
import { ListHead } from './ListHead.tsx'
import { ListBones } from './ListBones.tsx'
import { ListState } from './ListState.tsx'
import { Pager } from './Pager.tsx'
import { QueryBar } from './QueryBar.tsx'
import { RecordCards } from './RecordCards.tsx'
import { RecordTable } from './RecordTable.tsx'
import { usePageOfRecords } from './page_of_records.ts'
import { listStateText, readListState } from './list_state.ts'
import type { InputRef } from 'antd'
import type { RuntimeView } from '#engine/presentation/shapes.ts'
import type { ListState as State } from './list_state.ts'
import '#runtime/shell/style/list.css'

/** `/records/<entity>`: the records of a view, with what narrows and orders them. */
export function ListPage({ entity, openId }: { entity: string; openId: string | null }) {
  const view = useView(entity, readListState(useSearch()).view)
  if (view.isError) return <ErrorPage error={view.error} onRetry={() => view.refetch()} />
  if (!view.data) return <ListBones />
  return <RecordList view={view.data} openId={openId} />
}

function RecordList({ view, openId }: { view: RuntimeView; openId: string | null }) {
  const search = useSearch()
  const narrow = useIsNarrow()
  const [path, navigate] = useLocation()
  const searchBox = useRef<InputRef>(null)
  const state = readListState(search)
  const page = usePageOfRecords(view, state)

  const change = (part: Partial<State>) =>
    navigate(path + listStateText({ ...state, ...part }), { replace: true })
  const open = (id: string) => navigate(recordPath(view.entity, id) + listStateText(state))
  const create = () => navigate(createPath(view.entity) + listStateText(state))
  useShortcuts({
    '/': () => searchBox.current?.focus({ cursor: 'all' }),
    ...(view.can.create ? { n: create } : {}),
  })
  const parts = { view, state, page, openId, onChange: change, onOpen: open, onCreate: create }
  return (
    <div className="gj-page">
      <ListHead {...parts} searchBox={searchBox} narrow={narrow} />
      {!narrow && <QueryBar view={view} filters={state.filters} onChange={change} />}
      <section className="gj-card gj-list" aria-busy={page.isFetching}>
        <ActiveFilters view={view} state={state} onChange={change} />
        {page.records.length === 0 ? (
          <ListState {...parts} />
        ) : narrow ? (
          <RecordCards {...parts} />
        ) : (
          <RecordTable {...parts} />
        )}
        <Pager page={page} state={state} view={view} onChange={change} />
      </section>
    </div>
  )
}
