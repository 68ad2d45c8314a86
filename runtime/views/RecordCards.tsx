import { FieldValue } from '#runtime/fields/FieldValue.tsx'
import { texts } from '#runtime/texts/index.ts'
import { valueAt } from './value_at.ts'
import type { RecordJson } from '#runtime/client/records.ts'
import type { ListParts } from './list_parts.ts'

/** Fields of a card beside title and state. */
const shownFields = 4

/** Records as cards, for a narrow screen. */
export function RecordCards(parts: ListParts) {
  return (
    <div className={parts.page.isFetching ? 'gj-cards gj-table-fade' : 'gj-cards'}>
      {parts.page.records.map((record) => (
        <Card key={record.id} record={record} {...parts} />
      ))}
    </div>
  )
}

function Card({ record, view, onOpen }: ListParts & { record: RecordJson }) {
  const title = valueAt(record, view.titleField)
  const state = view.columns.find((column) => column.field.type === 'state')
  const rest = view.columns.filter((column) => column !== state && column.path !== view.titleField)
  return (
    <button type="button" className="gj-record-card" onClick={() => onOpen(record.id)}>
      <div className="gj-record-card-head">
        <strong>{String(title ?? texts.record.untitled)}</strong>
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
  )
}

function CardLine({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </>
  )
}
