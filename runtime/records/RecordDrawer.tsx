import { lazy, Suspense } from 'react'
import { Drawer } from 'antd'
import { useLocation, useSearch } from 'wouter'
import { useFormDefinition } from '#runtime/client/queries.ts'
import { ErrorPage } from '#runtime/shell/ErrorPage.tsx'
import { useEscape } from '#runtime/shell/escape.ts'
import { useIsNarrow } from '#runtime/shell/narrow.ts'
import { createPath, editPath, recordPath } from '#runtime/shell/paths.ts'
import { RecordBones } from './RecordBones.tsx'
import { RecordPanel } from './RecordPanel.tsx'
import { withoutStart } from './start_values.ts'
import type { DrawerWays } from './drawer_ways.ts'
import '#runtime/shell/style/record.css'
import '#runtime/shell/style/related.css'

const CreatePanel = lazy(() => import('./CreatePanel.tsx'))
const EditPanel = lazy(() => import('./EditPanel.tsx'))

interface RecordDrawerProps {
  entity: string
  /** `new` makes one. */
  id: string
  editing: boolean
}

/** `/records/<entity>/<id>`: one record beside its list: read, edited, made. */
export default function RecordDrawer({ entity, id, editing }: RecordDrawerProps) {
  const narrow = useIsNarrow()
  const search = useSearch()
  const [, navigate] = useLocation()
  const definition = useFormDefinition(entity)
  const rest = withoutStart(search)
  const ways: DrawerWays = {
    close: () => navigate(`/records/${entity}${rest}`),
    show: (other) => navigate(recordPath(entity, other) + rest, { replace: true }),
    edit: (other) => navigate(editPath(entity, other) + rest, { replace: true }),
    copy: (other) => navigate(`${createPath(entity)}${rest ? `${rest}&` : '?'}copy=${other}`),
  }
  useEscape(editing ? () => ways.show(id) : ways.close)
  return (
    <Drawer
      open
      keyboard={false}
      width={narrow ? '100%' : 'min(880px, 92vw)'}
      closable={false}
      title={null}
      classNames={{ body: 'gj-drawer' }}
      styles={{ body: { padding: 0 } }}
      aria-label={definition.data?.title}
      onClose={ways.close}
    >
      <Suspense fallback={<RecordBones />}>
        {definition.isError ? (
          <ErrorPage error={definition.error} onRetry={() => definition.refetch()} />
        ) : !definition.data ? (
          <RecordBones />
        ) : id === 'new' ? (
          <CreatePanel definition={definition.data} ways={ways} />
        ) : editing ? (
          <EditPanel key={id} definition={definition.data} id={id} ways={ways} />
        ) : (
          <RecordPanel key={id} definition={definition.data} id={id} ways={ways} />
        )}
      </Suspense>
    </Drawer>
  )
}
