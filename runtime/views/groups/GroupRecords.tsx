import { Button } from 'antd'
import { useInfiniteQuery } from '@tanstack/react-query'
import { recordKeys } from '#runtime/client/queries.ts'
import { listRecords } from '#runtime/client/records.ts'
import { texts } from '#runtime/texts/index.ts'
import { bothOf, filterOf, listQuery } from '../state/list_query.ts'
import { RecordCard } from '../table/RecordCards.tsx'
import { RecordRow } from '../table/RecordRow.tsx'
import { groupCondition } from './group_condition.ts'
import type { GroupProps } from './GroupHead.tsx'

/** The records of an open group, a page at a time. */
export function GroupRecords({ facts, column, parts, places }: GroupProps) {
  const { view, state, columns } = parts
  const filter = bothOf(filterOf(view, state), groupCondition(column.path, facts.value))
  const query = { ...listQuery(view, state, columns), filter: JSON.stringify(filter) }
  const found = useInfiniteQuery({
    queryKey: [...recordKeys.all(view.entity), 'group', query],
    queryFn: ({ pageParam, signal }) =>
      listRecords(view.entity, { ...query, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.page.next ?? undefined,
  })
  const records = found.data?.pages.flatMap((page) => page.data) ?? []
  const more = found.hasNextPage && (
    <Button
      type="link"
      loading={found.isFetchingNextPage}
      onClick={() => void found.fetchNextPage()}
    >
      {texts.groups.more(Math.max(0, facts.count - records.length))}
    </Button>
  )
  const waiting = found.isPending && <span className="gj-bone" />
  const fault = found.error && <span role="alert">{found.error.message}</span>
  if (!places) {
    return (
      <div className="gj-cards gj-group-cards">
        {records.map((record) => (
          <RecordCard key={record.id} record={record} {...parts} />
        ))}
        {waiting || fault || more}
      </div>
    )
  }
  return (
    <>
      {records.map((record) => (
        <RecordRow key={record.id} {...parts} record={record} among={records} places={places} />
      ))}
      {(waiting || fault || more) && (
        <tr className="gj-group-more">
          <td colSpan={places.columns.length + 2 + Number(places.hasFiller)}>
            {waiting || fault || more}
          </td>
        </tr>
      )}
    </>
  )
}
