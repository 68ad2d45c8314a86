import { DownOutlined, RightOutlined } from '@ant-design/icons'
import { isBlank } from '#engine/values.ts'
import { FieldValue } from '#runtime/fields/FieldValue.tsx'
import { displayOf } from '#runtime/fields/displays.ts'
import { texts } from '#runtime/texts/index.ts'
import { cellPlace } from '../table/column_places.ts'
import type { RuntimeColumn } from '#engine/presentation/shapes.ts'
import type { ListParts } from '../list_parts.ts'
import type { ColumnPlaces } from '../table/column_places.ts'
import type { GroupFacts } from './totals.ts'

export interface GroupProps {
  facts: GroupFacts
  column: RuntimeColumn
  isOpen: boolean
  onToggle: () => void
  parts: ListParts
  /** Null on a narrow screen, where there is no table. */
  places: ColumnPlaces | null
}

/** The value of a group, how many records it has, and their sums under their columns. */
export function GroupHead({ facts, column, isOpen, onToggle, places, parts }: GroupProps) {
  const name = (
    <button type="button" className="gj-group-name" aria-expanded={isOpen} onClick={onToggle}>
      {isOpen ? <DownOutlined aria-hidden /> : <RightOutlined aria-hidden />}
      {isBlank(facts.value) ? (
        <span className="gj-blank">{texts.groups.blank}</span>
      ) : (
        <FieldValue field={column.field} value={facts.value} place="list" />
      )}
      <span className="gj-group-count">{texts.groups.count(facts.count)}</span>
    </button>
  )
  const summed = parts.columns.filter(({ path }) => facts.sums.has(path))
  if (!places) {
    return (
      <div className="gj-group-card">
        {name}
        {summed.map(({ path, title, field }) => (
          <span key={path} className="gj-group-sum">
            {title} <FieldValue field={field} value={facts.sums.get(path)} place="list" />
          </span>
        ))}
      </div>
    )
  }
  const firstSum = places.columns.findIndex((place) => facts.sums.has(place.column.path))
  const span = firstSum === -1 ? places.columns.length : Math.max(1, firstSum)
  return (
    <tr className="gj-group-row">
      <td colSpan={1 + span} className="gj-frozen" style={{ left: 0 }}>
        {name}
      </td>
      {places.columns.slice(span).map((place) => {
        const { path, field } = place.column
        const { className } = cellPlace(place, displayOf(field).align === 'right')
        return (
          <td key={path} className={className}>
            {facts.sums.has(path) && (
              <FieldValue field={field} value={facts.sums.get(path)} place="list" />
            )}
          </td>
        )
      })}
      {places.hasFiller && <td aria-hidden className="gj-filler" />}
      <td className="gj-tail" />
    </tr>
  )
}
