import { useCallback, useEffect, useState } from 'react'
import { Alert, Button, Skeleton, Table, Tag } from 'antd'
import type { TableColumnsType } from 'antd'
import { ChangeList } from '#designer/releases/ChangeList.tsx'
import { QuarantineEntry } from '#designer/releases/quarantine/QuarantineEntry.tsx'
import { momentText } from '#designer/releases/moment.ts'
import { releasesClient } from '#designer/releases/releases_client.ts'
import type { ListedRelease, ToldChange } from '#designer/releases/releases_client.ts'
import { usePeople } from '#designer/releases/use_people.ts'
import { ExportButton } from './ExportButton.tsx'
import { ImportButton } from './ImportButton.tsx'
import { RollBackDialog } from './RollBackDialog.tsx'
import { texts } from './texts.ts'
import '#designer/releases/style.css'

interface Comparison {
  from: string
  to: string
  changes: readonly ToldChange[]
}

/** What was published: compare, go back, take out, bring in. */
export function ReleasesPanel() {
  const [releases, setReleases] = useState<ListedRelease[] | null>(null)
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [comparison, setComparison] = useState<Comparison | null>(null)
  const [goingBack, setGoingBack] = useState<string | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  const nameOf = usePeople((releases ?? []).map(({ by }) => by))
  const tell = (error: unknown) => setFault((error as Error).message)
  const read = useCallback(() => releasesClient.list().then(setReleases, tell), [])
  useEffect(() => void read(), [read])

  const compare = async () => {
    const [from, to] = [...chosen].sort((a, b) => Number(a) - Number(b))
    if (from === undefined || to === undefined) return
    try {
      setComparison({ from, to, changes: await releasesClient.compare(from, to) })
    } catch (error) {
      tell(error)
    }
  }
  if (!releases) {
    return fault === null ? (
      <Skeleton className="gd-panel" active />
    ) : (
      <Alert type="error" message={fault} />
    )
  }
  const active = releases.find(({ isActive }) => isActive)
  return (
    <div className="gd-panel">
      {fault !== null && <Alert type="error" showIcon message={fault} />}
      <div className="gd-release-actions">
        <Button disabled={chosen.length !== 2} title={texts.pick} onClick={() => void compare()}>
          {texts.compare}
        </Button>
        <span className="gd-top-space" />
        {active && <ExportButton release={chosen.length === 1 ? chosen[0]! : active.id} />}
        <ImportButton />
      </div>
      <Table<ListedRelease>
        size="small"
        rowKey="id"
        className="gd-release-list"
        dataSource={releases}
        columns={columns(nameOf, setGoingBack)}
        pagination={{ pageSize: 10, hideOnSinglePage: true }}
        rowSelection={{
          selectedRowKeys: [...chosen],
          hideSelectAll: true,
          onChange: (keys) => setChosen(keys.map(String).slice(-2)),
        }}
      />
      {comparison && (
        <section className="gd-plan" aria-label={texts.compared(comparison.from, comparison.to)}>
          <h3>{texts.compared(comparison.from, comparison.to)}</h3>
          <ChangeList changes={comparison.changes} />
        </section>
      )}
      {goingBack !== null && (
        <RollBackDialog
          release={goingBack}
          onCancel={() => setGoingBack(null)}
          onDone={() => {
            setGoingBack(null)
            void read()
          }}
        />
      )}
    </div>
  )
}

function columns(
  nameOf: (by: string) => string,
  onBack: (id: string) => void
): TableColumnsType<ListedRelease> {
  return [
    {
      title: texts.release,
      dataIndex: 'id',
      width: 110,
      render: (id: string, { isActive }) => (
        <>
          {id} {isActive && <Tag color="green">{texts.active}</Tag>}
        </>
      ),
    },
    {
      title: texts.note,
      dataIndex: 'note',
      render: (note: string, { id }) => (
        <>
          {note} <QuarantineEntry release={id} as="link" />
        </>
      ),
    },
    { title: texts.at, dataIndex: 'at', width: 150, render: momentText },
    { title: texts.by, dataIndex: 'by', width: 120, render: nameOf },
    {
      width: 120,
      align: 'right',
      render: (_, { id, isActive }) =>
        !isActive && (
          <Button type="link" size="small" onClick={() => onBack(id)}>
            {texts.rollBack}
          </Button>
        ),
    },
  ]
}
