import { lazy, Suspense, useRef } from 'react'
import { useLocation, useSearch } from 'wouter'
import { useSavedViews, useView } from '#runtime/client/queries.ts'
import { ErrorPage } from '#runtime/shell/ErrorPage.tsx'
import { useIsNarrow } from '#runtime/shell/narrow.ts'
import { createPath, recordPath } from '#runtime/shell/paths.ts'
import { useShortcuts } from '#runtime/shell/shortcuts.ts'
import { ListBar } from './ListBar.tsx'
import { ListHead } from './ListHead.tsx'
import { ListBones } from './ListBones.tsx'
import { ListState } from './ListState.tsx'
import { Pager } from './Pager.tsx'
import { QueryBar } from './QueryBar.tsx'
import { RecordCards } from './table/RecordCards.tsx'
import { RecordTable } from './table/RecordTable.tsx'
import { NewRows } from './live/NewRows.tsx'
import { usePublishedPage } from './state/neighbours.ts'
import { StaleNote } from '#runtime/records/StaleNote.tsx'
import { usePageOfRecords } from './page_of_records.ts'
import { readListState } from './state/list_state.ts'
import { savedInUse, useListSetup } from './state/list_setup.ts'
import { useSelection } from './state/selection.ts'
import { useShownColumns } from './state/shown_columns.ts'
import type { InputRef } from 'antd'
import type { RuntimeView } from '#engine/presentation/shapes.ts'
import type { SavedViews } from '#runtime/client/saved_views.ts'
import '#runtime/shell/style/list.css'
import '#runtime/shell/style/list_tools.css'

const BulkBar = lazy(() => import('./bulk/BulkBar.tsx'))
const GroupedRecords = lazy(() => import('./groups/GroupedRecords.tsx'))

const RowMarks = lazy(() => import('./live/RowMarks.tsx'))

const noViews: SavedViews = { data: [], can: { share: false } }

/** `/records/<entity>`: the records of a view, with what narrows and orders them. */
export function ListPage({ entity, openId }: { entity: string; openId: string | null }) {
  const search = useSearch()
  const known = useSavedViews(entity)
  const saved = known.data ?? noViews
  const named = readListState(search).view ?? savedInUse(search, saved.data)?.config.view ?? null
  const view = useView(entity, named)
  if (view.isError) return <ErrorPage error={view.error} onRetry={() => view.refetch()} />
  // Without saved views a list still works: they are a comfort.
  if (!view.data || known.isPending) return <ListBones />
  return <RecordList key={named} view={view.data} saved={saved} openId={openId} />
}

interface RecordListProps {
  view: RuntimeView
  saved: SavedViews
  openId: string | null
}

function RecordList({ view, saved, openId }: RecordListProps) {
  const narrow = useIsNarrow()
  const [, navigate] = useLocation()
  const searchBox = useRef<InputRef>(null)
  const setup = useListSetup(view, saved)
  const { state, change } = setup
  const columns = useShownColumns(view, state)
  const page = usePageOfRecords(view, state, columns)
  const selection = useSelection(JSON.stringify([state.search, state.filters, state.where]))
  usePublishedPage(view.entity, page.records)

  const open = (id: string) => navigate(recordPath(view.entity, id) + setup.text)
  const create = () => navigate(createPath(view.entity) + setup.text)
  useShortcuts({
    '/': () => searchBox.current?.focus({ cursor: 'all' }),
    ...(view.can.create ? { n: create } : {}),
  })
  const shared = { view, state, columns, page, selection, openId }
  const parts = { ...shared, onChange: change, onOpen: open, onCreate: create }
  const isEmpty = page.records.length === 0
  return (
    <div className="gj-page">
      <ListHead {...parts} searchBox={searchBox} narrow={narrow} />
      {!narrow && <QueryBar view={view} filters={state.filters} onChange={change} />}
      <section className="gj-card gj-list" aria-busy={page.isFetching}>
        <ListBar {...parts} setup={setup} saved={saved} />
        {selection.records.size > 0 && (
          <Suspense fallback={<div className="gj-bulk" />}>
            <BulkBar {...parts} />
          </Suspense>
        )}
        {!state.group && <NewRows count={page.arrived} onShow={page.showArrived} />}
        <StaleNote
          stale={page.stale}
          titleOf={(key) => columns.find(({ path }) => path === key)?.title}
        />
        {isEmpty ? (
          <ListState {...parts} />
        ) : state.group ? (
          <Suspense fallback={<ListState {...parts} page={{ ...page, isFirstLoad: true }} />}>
            <GroupedRecords {...parts} group={state.group} />
          </Suspense>
        ) : narrow ? (
          <RecordCards {...parts} />
        ) : (
          <RecordTable {...parts} />
        )}
        <Suspense fallback={null}>
          {!isEmpty && <RowMarks entity={view.entity} rows={page.records} />}
        </Suspense>
        <Pager page={page} state={state} view={view} onChange={change} />
      </section>
    </div>
  )
}
