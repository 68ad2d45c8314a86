import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useLocation } from 'wouter'
import { recordKeys, useView } from '#runtime/client/queries.ts'
import { listRecords } from '#runtime/client/records.ts'
import { FieldValue } from '#runtime/fields/FieldValue.tsx'
import { displayOf } from '#runtime/fields/displays.ts'
import { ErrorPage } from '#runtime/shell/ErrorPage.tsx'
import { StatePage } from '#runtime/shell/StatePage.tsx'
import { createPath, recordPath } from '#runtime/shell/paths.ts'
import { texts } from '#runtime/texts/index.ts'
import { recordTexts } from '#runtime/texts/records/index.ts'
import { RowBones } from '#runtime/views/ListBones.tsx'
import { listStateText, plainSettings } from '#runtime/views/state/list_state.ts'
import { titleAt } from '#runtime/views/state/selection.ts'
import { valueAt } from '#runtime/views/value_at.ts'
import { relatedFilter, relatedValues } from './related_filter.ts'
import type { RuntimeColumn, RuntimeRelated, RuntimeView } from '#engine/presentation/shapes.ts'
import type { RecordLink } from '#runtime/client/records.ts'

const t = recordTexts.related
const pageSize = 20
/** Columns that have room in a drawer; the list itself shows them all. */
const mostColumns = 5

interface RelatedListProps {
  one: RuntimeRelated
  /** The record they point to. */
  link: RecordLink
}

/** Records of another entity that point to this one, as its list shows them. */
export default function RelatedList({ one, link }: RelatedListProps) {
  const view = useView(one.entity)
  if (view.isError) return <ErrorPage error={view.error} onRetry={() => view.refetch()} />
  return view.data ? <Related one={one} link={link} view={view.data} /> : <RowBones />
}

function Related({ one, link, view }: RelatedListProps & { view: RuntimeView }) {
  const [, navigate] = useLocation()
  const columns = view.columns.filter(({ path }) => path !== one.field).slice(0, mostColumns)
  const where = relatedFilter(one, link.id)
  const fields = [...new Set([view.titleField, ...columns.map(({ path }) => path)])].join(',')
  const query = { filter: JSON.stringify(where), fields, sort: view.sort, limit: pageSize }
  const found = useInfiniteQuery({
    queryKey: [...recordKeys.all(one.entity), 'related', query],
    queryFn: ({ pageParam, signal }) =>
      listRecords(one.entity, { ...query, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.page.next ?? undefined,
  })
  const records = found.data?.pages.flatMap((page) => page.data) ?? []
  const all = listStateText({ ...plainSettings, view: null, saved: null, where })
  const made = new URLSearchParams({ with: JSON.stringify(relatedValues(one, link)) })
  const create = () => navigate(`${createPath(one.entity)}?${made}`)
  const button = one.create && (
    <Button icon={<PlusOutlined />} onClick={create}>
      {t.create(one.title)}
    </Button>
  )
  if (found.isError) return <ErrorPage error={found.error} onRetry={() => found.refetch()} />
  if (found.isPending) return <RowBones />
  if (records.length === 0) {
    return <StatePage figure="empty" title={t.empty} {...(button ? { actions: button } : {})} />
  }
  return (
    <div className="gj-related">
      <div className="gj-related-head">
        <Link href={`/records/${one.entity}${all}`}>{t.showAll}</Link>
        {button}
      </div>
      <div className="gj-related-box">
        <table className="gj-table">
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column.path} scope="col" className={alignOf(column)}>
                  {column.title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {records.map((record) => (
              <tr
                key={record.id}
                tabIndex={0}
                aria-label={texts.list.openRecord(titleAt(record, view.titleField))}
                onClick={() => navigate(recordPath(one.entity, record.id))}
                onKeyDown={(event) => {
                  if (event.key === 'Enter') navigate(recordPath(one.entity, record.id))
                }}
              >
                {columns.map((column) => (
                  <td key={column.path} className={alignOf(column)} data-label={column.title}>
                    <FieldValue
                      field={column.field}
                      value={valueAt(record, column.path)}
                      place="list"
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {found.hasNextPage && (
        <Button
          block
          type="link"
          loading={found.isFetchingNextPage}
          onClick={() => void found.fetchNextPage()}
        >
          {recordTexts.history.more}
        </Button>
      )}
    </div>
  )
}

function alignOf({ field }: RuntimeColumn): string | undefined {
  return displayOf(field).align === 'right' ? 'gj-right' : undefined
}
