import { lazy, Suspense, useState } from 'react'
import { Tabs } from 'antd'
import { useLiveEntities } from '#runtime/client/live/live_entities.ts'
import { useOthersPresent } from '#runtime/client/live/presence.ts'
import { useRecord } from '#runtime/client/queries.ts'
import { FieldValue } from '#runtime/fields/FieldValue.tsx'
import { formatInstant } from '#runtime/fields/format_time.ts'
import { linkOf, linkTitle } from '#runtime/fields/link_value.ts'
import { ErrorPage } from '#runtime/shell/ErrorPage.tsx'
import { useIsNarrow } from '#runtime/shell/narrow.ts'
import { useShortcuts } from '#runtime/shell/shortcuts.ts'
import { texts } from '#runtime/texts/index.ts'
import { Panel } from './Panel.tsx'
import { RecordActions } from './RecordActions.tsx'
import { RecordBones } from './RecordBones.tsx'
import { RecordDetail } from './RecordDetail.tsx'
import { RecordHistory } from './RecordHistory.tsx'
import { StaleNote } from './StaleNote.tsx'
import { Neighbours } from './Neighbours.tsx'
import { RowBones } from '#runtime/views/ListBones.tsx'
import { PresentPeople } from './live/PresentPeople.tsx'
import { RelatedLabel } from './related/RelatedLabel.tsx'
import { relatedKey } from './related/related_filter.ts'
import { neededFields } from './needed_fields.ts'
import type { RuntimeForm } from '#engine/presentation/shapes.ts'
import type { LoadedRecord, RecordJson } from '#runtime/client/records.ts'
import type { DrawerWays } from './drawer_ways.ts'

const RelatedList = lazy(() => import('./related/RelatedList.tsx'))

interface RecordPanelProps {
  definition: RuntimeForm
  id: string
  ways: DrawerWays
}

/** A record to read: its values, what changed, and what may be done with it. */
export function RecordPanel({ definition, id, ways }: RecordPanelProps) {
  const loaded = useRecord(definition.entity, id, neededFields(definition))
  if (loaded.isError) {
    return (
      <Panel title={definition.title} onClose={ways.close}>
        <ErrorPage error={loaded.error} onRetry={() => loaded.refetch()} />
      </Panel>
    )
  }
  if (!loaded.data) return <RecordBones />
  return <LoadedPanel definition={definition} loaded={loaded.data} ways={ways} />
}

interface LoadedPanelProps {
  definition: RuntimeForm
  loaded: LoadedRecord
  ways: DrawerWays
}

function LoadedPanel({ definition, loaded, ways }: LoadedPanelProps) {
  const narrow = useIsNarrow()
  const [tab, setTab] = useState('detail')
  const record = loaded.data
  const mayEdit = loaded.can.update && loaded.can.fields.length > 0
  useShortcuts(mayEdit ? { e: () => ways.edit(record.id) } : {}, { inDialog: true })
  const people = useOthersPresent(definition.entity, record.id, 'view')
  // Its own entity is watched by the list behind it.
  const related = definition.related.map(({ entity }) => entity)
  useLiveEntities(related.filter((entity) => entity !== definition.entity))
  const actions = <RecordActions definition={definition} loaded={loaded} ways={ways} />
  return (
    <Panel
      title={titleOf(definition, record)}
      subtitle={<Subtitle definition={definition} record={record} />}
      present={<PresentPeople people={people} />}
      actions={
        <>
          {!narrow && actions}
          <Neighbours entity={definition.entity} id={record.id} ways={ways} />
        </>
      }
      footer={narrow ? actions : undefined}
      onClose={ways.close}
    >
      <Tabs
        className="gj-panel-tabs"
        activeKey={tab}
        onChange={setTab}
        items={[
          {
            key: 'detail',
            label: texts.record.detail,
            children: (
              <>
                <StaleNote
                  stale={loaded.stale ?? []}
                  titleOf={(key) => definition.fields.find((field) => field.key === key)?.title}
                />
                <RecordDetail
                  definition={definition}
                  record={record}
                  revealable={loaded.can.reveal}
                />
              </>
            ),
          },
          ...definition.related.map((one) => ({
            key: relatedKey(one),
            label: <RelatedLabel related={definition.related} one={one} id={record.id} />,
            children: tab === relatedKey(one) && (
              <Suspense fallback={<RowBones />}>
                <RelatedList
                  one={one}
                  link={{ id: record.id, title: titleOf(definition, record) }}
                />
              </Suspense>
            ),
          })),
          {
            key: 'history',
            label: texts.record.history,
            children: tab === 'history' && <RecordHistory definition={definition} id={record.id} />,
          },
        ]}
      />
    </Panel>
  )
}

export function titleOf(definition: RuntimeForm, record: RecordJson): string {
  const value = record[definition.titleField]
  const link = linkOf(value)
  if (link && typeof value === 'object') return linkTitle(link)
  return value === null || value === undefined || value === ''
    ? texts.record.untitled
    : String(value)
}

/** Number and states, and when it was last changed. */
function Subtitle({ definition, record }: { definition: RuntimeForm; record: RecordJson }) {
  const serial = definition.fields.find((field) => field.type === 'serial')
  const states = definition.fields.filter((field) => field.type === 'state')
  return (
    <>
      {states.map((field) => (
        <FieldValue key={field.key} field={field} value={record[field.key]} place="list" />
      ))}
      {serial && serial.key !== definition.titleField && (
        <span className="gj-number">{String(record[serial.key] ?? texts.blank)}</span>
      )}
      {typeof record['updated_at'] === 'string' && (
        <span className="gj-number">
          {texts.record.updatedAt} {formatInstant(record['updated_at'])}
        </span>
      )}
    </>
  )
}
