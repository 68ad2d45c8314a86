import { useState } from 'react'
import { Alert } from 'antd'
import { ErrorPage } from '#runtime/shell/ErrorPage.tsx'
import { useIsNarrow } from '#runtime/shell/narrow.ts'
import { texts } from '#runtime/texts/index.ts'
import { RowBones } from '../ListBones.tsx'
import { useColumnOf } from '../state/reachable.ts'
import { TableFrame } from '../table/TableFrame.tsx'
import { GroupRecords } from './GroupRecords.tsx'
import { GroupHead } from './GroupHead.tsx'
import { groupName } from './group_condition.ts'
import { mostGroups, useGroups } from './totals.ts'
import type { ListParts } from '../list_parts.ts'
import '#runtime/shell/style/filter.css'

/** Records in groups by a field, each with its count and sums; a group's records come when it opens. */
export default function GroupedRecords(parts: ListParts & { group: string }) {
  const { view, state, group } = parts
  const narrow = useIsNarrow()
  const column = useColumnOf(view, [group])(group)
  const { groups, error, refetch } = useGroups(view, state, group)
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  if (error) return <ErrorPage error={error} onRetry={() => refetch()} />
  if (!groups || !column) return <RowBones />
  const toggle = (name: string) => {
    const next = new Set(open)
    if (!next.delete(name)) next.add(name)
    setOpen(next)
  }
  const listed = groups.slice(0, mostGroups).map((facts) => {
    const name = groupName(facts.value)
    const isOpen = open.has(name)
    return { facts, name, isOpen, onToggle: () => toggle(name) }
  })
  return (
    <>
      {groups.length > mostGroups && (
        <Alert type="info" banner message={texts.groups.tooMany(mostGroups)} />
      )}
      {narrow ? (
        <div className="gj-cards">
          {listed.map((one) => (
            <section key={one.name}>
              <GroupHead {...one} column={column} parts={parts} places={null} />
              {one.isOpen && <GroupRecords {...one} column={column} parts={parts} places={null} />}
            </section>
          ))}
        </div>
      ) : (
        <TableFrame {...parts}>
          {(places) =>
            listed.flatMap((one) => [
              <GroupHead key={one.name} {...one} column={column} parts={parts} places={places} />,
              one.isOpen && (
                <GroupRecords
                  key={`${one.name} records`}
                  {...one}
                  column={column}
                  parts={parts}
                  places={places}
                />
              ),
            ])
          }
        </TableFrame>
      )}
    </>
  )
}
