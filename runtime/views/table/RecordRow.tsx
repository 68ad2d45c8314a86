import { FieldValue } from '#runtime/fields/FieldValue.tsx'
import { displayOf } from '#runtime/fields/displays.ts'
import { texts } from '#runtime/texts/index.ts'
import { selectedOf, titleAt } from '../state/selection.ts'
import { valueAt } from '../value_at.ts'
import { RowCheck } from './RowCheck.tsx'
import { RowMenu } from './RowMenu.tsx'
import { cellPlace } from './column_places.ts'
import type { RecordJson } from '#runtime/client/records.ts'
import type { ListParts } from '../list_parts.ts'
import type { ColumnPlaces } from './column_places.ts'

type RecordRowProps = ListParts & {
  record: RecordJson
  /** The rows around it, for selecting a run of them with Shift. */
  among: readonly RecordJson[]
  places: ColumnPlaces
}

/** The row that was checked last: where a run begins. */
let lastChecked: string | null = null

/** One record of a table. */
export function RecordRow(props: RecordRowProps) {
  const { record, among, places, view, page, selection, openId, onOpen } = props
  const title = titleAt(record, view.titleField)
  const check = (on: boolean, withShift: boolean) => {
    const run = withShift ? runOf(among, record.id) : [record]
    selection.toggle(
      run.map((one) => selectedOf(one, view.titleField)),
      on
    )
    lastChecked = record.id
  }
  return (
    <tr
      tabIndex={0}
      aria-label={texts.list.openRecord(title)}
      aria-selected={record.id === openId}
      className={rowClass(selection.records.has(record.id), page.marked.has(record.id))}
      onClick={() => onOpen(record.id)}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget) return
        if (event.key === 'Enter') onOpen(record.id)
        if (event.key !== ' ') return
        event.preventDefault()
        check(!selection.records.has(record.id), event.shiftKey)
      }}
    >
      <td className="gj-lead gj-frozen" style={{ left: 0 }}>
        <span data-present={record.id} />
        <RowCheck
          label={texts.bulk.selectRow(title)}
          checked={selection.records.has(record.id)}
          onChange={check}
        />
      </td>
      {places.columns.map((place) => {
        const { field, path } = place.column
        const value = valueAt(record, path)
        return (
          <td
            key={path}
            {...cellPlace(place, displayOf(field).align === 'right')}
            title={typeof value === 'string' && value.length > 8 ? value : undefined}
          >
            <FieldValue field={field} value={value} place="list" />
          </td>
        )
      })}
      {places.hasFiller && <td aria-hidden className="gj-filler" />}
      <td className="gj-tail">
        <RowMenu entity={view.entity} record={record} title={title} onOpen={onOpen} />
      </td>
    </tr>
  )
}

function rowClass(isChecked: boolean, isMarked: boolean): string | undefined {
  const names = [isChecked && 'gj-row-checked', isMarked && 'gj-row-changed'].filter(Boolean)
  return names.length > 0 ? names.join(' ') : undefined
}

/** From the row that was checked last to this one. */
function runOf(among: readonly RecordJson[], id: string): readonly RecordJson[] {
  const [from, to] = [lastChecked, id]
    .map((one) => among.findIndex((record) => record.id === one))
    .sort((a, b) => a - b)
  return among.slice(from === -1 ? to : from, to! + 1)
}
