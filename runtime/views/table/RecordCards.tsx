import { FieldValue } from '#runtime/fields/FieldValue.tsx'
import { texts } from '#runtime/texts/index.ts'
import { selectedOf, titleAt } from '../state/selection.ts'
import { valueAt } from '../value_at.ts'
import { RowCheck } from './RowCheck.tsx'
import type { ReactNode } from 'react'
import type { RecordJson } from '#runtime/client/records.ts'
import type { ListParts } from '../list_parts.ts'

/** Fields of a card beside title and state. */
const shownFields = 4

/** Records as cards, for a narrow screen. */
export function RecordCards(parts: ListParts) {
  return (
    <div className={parts.page.isFetching ? 'gj-cards gj-table-fade' : 'gj-cards'}>
      {parts.page.records.map((record) => (
        <RecordCard key={record.id} record={record} {...parts} />
      ))}
    </div>
  )
}

export function RecordCard({
  record,
  view,
  columns,
  page,
  selection,
  onOpen,
}: ListParts & { record: RecordJson }) {
  const title = titleAt(record, view.titleField) || texts.record.untitled
  const state = columns.find((column) => column.field.type === 'state')
  const rest = columns.filter((column) => column !== state && column.path !== view.titleField)
  const isSelected = selection.records.has(record.id)
  const states = [
    ...(isSelected ? ['gj-row-checked'] : []),
    ...(page.marked.has(record.id) ? ['gj-row-changed'] : []),
  ]
  return (
    <div className={['gj-card-frame', ...states].join(' ')}>
      <RowCheck
        label={texts.bulk.selectRow(title)}
        checked={isSelected}
        onChange={(on) => selection.toggle([selectedOf(record, view.titleField)], on)}
      />
      <button type="button" className="gj-record-card" onClick={() => onOpen(record.id)}>
        <div className="gj-record-card-head">
          <strong>
            <span data-present={record.id} />
            {title}
          </strong>
          {state && (
            <FieldValue field={state.field} value={valueAt(record, state.path)} place="list" />
          )}
        </div>
        <dl>
          {rest.slice(0, shownFields).map((column) => (
            <CardLine key={column.path} title={column.title}>
              <FieldValue field={column.field} value={valueAt(record, column.path)} place="list" />
            </CardLine>
          ))}
        </dl>
      </button>
    </div>
  )
}

function CardLine({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </>
  )
}
