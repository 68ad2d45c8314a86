import { Button, Select } from 'antd'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { recordKeys, useView } from '#runtime/client/queries.ts'
import { listRecords } from '#runtime/client/records.ts'
import { FieldValue } from '#runtime/fields/FieldValue.tsx'
import { formatInstant } from '#runtime/fields/format_time.ts'
import { ErrorPage } from '#runtime/shell/ErrorPage.tsx'
import { StatePage } from '#runtime/shell/StatePage.tsx'
import { binPath } from '#runtime/shell/paths.ts'
import { texts } from '#runtime/texts/index.ts'
import { recordTexts } from '#runtime/texts/records/index.ts'
import { RowBones } from '#runtime/views/ListBones.tsx'
import { titleAt } from '#runtime/views/state/selection.ts'
import { useRestore } from './restore.ts'
import type { RuntimeEntity, RuntimeView } from '#engine/presentation/shapes.ts'
import type { RecordJson } from '#runtime/client/records.ts'
import '#runtime/shell/style/list.css'
import '#runtime/shell/style/recycle.css'

const t = texts.bin
const pageSize = 50
/** Removing is the last change of a record, so who changed it last removed it. */
const removedBy = 'updated_by'

interface RecyclePageProps {
  /** What the actor may bring back. */
  entities: readonly RuntimeEntity[]
  /** The one asked for; null = the first. */
  asked: string | null
}

/** `/bin/<entity>`: records that were removed, by whom and when, and the way back. */
export default function RecyclePage({ entities, asked }: RecyclePageProps) {
  const [, navigate] = useLocation()
  const entity = entities.find((one) => one.entity === asked) ?? entities[0]
  if (!entity) return <StatePage figure="locked" title={t.noRights} />
  return (
    <div className="gj-page">
      <header className="gj-page-head">
        <h1>{t.title}</h1>
        <Select
          className="gj-bin-entity"
          aria-label={t.entities}
          showSearch
          optionFilterProp="label"
          options={entities.map((one) => ({ value: one.entity, label: one.title }))}
          value={entity.entity}
          onChange={(next) => navigate(binPath(next))}
        />
      </header>
      <section className="gj-card gj-list">
        <Removed key={entity.entity} entity={entity.entity} />
      </section>
    </div>
  )
}

function Removed({ entity }: { entity: string }) {
  const view = useView(entity)
  if (view.isError) return <ErrorPage error={view.error} onRetry={() => view.refetch()} />
  return view.data ? <RemovedRecords view={view.data} /> : <RowBones />
}

function RemovedRecords({ view }: { view: RuntimeView }) {
  const { entity, titleField } = view
  const serial = view.fields.find(({ field }) => field.type === 'serial')?.field
  const remover = view.fields.find(({ path }) => path === removedBy)?.field
  const fields = [...new Set([titleField, serial?.key, removedBy])].filter(Boolean).join(',')
  const query = { deleted: 'true', fields, sort: '-updated_at', limit: pageSize }
  const found = useInfiniteQuery({
    queryKey: [...recordKeys.all(entity), 'removed', query],
    queryFn: ({ pageParam, signal }) =>
      listRecords(entity, { ...query, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.page.next ?? undefined,
  })
  const restore = useRestore(view)
  if (found.isError) return <ErrorPage error={found.error} onRetry={() => found.refetch()} />
  if (!found.data) return <RowBones />
  const records = found.data.pages.flatMap((page) => page.data)
  if (records.length === 0) {
    return <StatePage figure="empty" title={t.empty} text={t.emptyText} />
  }
  return (
    <ul className="gj-bin">
      {records.map((record) => (
        <li key={record.id}>
          <div className="gj-bin-what">
            <strong>{titleAt(record, titleField) || texts.record.untitled}</strong>
            {serial && serial.key !== titleField && (
              <FieldValue field={serial} value={record[serial.key]} place="list" />
            )}
            {record['deleted_with'] !== null && <span className="gj-tag">{t.removedWith}</span>}
          </div>
          <div className="gj-bin-when">
            <span className="gj-number">{instantOf(record)}</span>
            {remover && (
              <span>
                {t.removedBy} <FieldValue field={remover} value={record[removedBy]} place="list" />
              </span>
            )}
          </div>
          <Button loading={restore.busy === record.id} onClick={() => restore.start(record)}>
            {t.restore}
          </Button>
        </li>
      ))}
      {found.hasNextPage && (
        <li>
          <Button
            block
            type="link"
            loading={found.isFetchingNextPage}
            onClick={() => void found.fetchNextPage()}
          >
            {recordTexts.history.more}
          </Button>
        </li>
      )}
    </ul>
  )
}

function instantOf(record: RecordJson): string {
  const at = record['deleted_at']
  return typeof at === 'string' ? `${t.removedAt} ${formatInstant(at)}` : ''
}
