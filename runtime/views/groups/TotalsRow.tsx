import { FieldValue } from '#runtime/fields/FieldValue.tsx'
import { displayOf } from '#runtime/fields/displays.ts'
import { texts } from '#runtime/texts/index.ts'
import { cellPlace } from '../table/column_places.ts'
import { useGroups } from './totals.ts'
import type { ListParts } from '../list_parts.ts'
import type { ColumnPlaces } from '../table/column_places.ts'

/** The foot of a table: sums over all records of the list, not of the page alone. */
export default function TotalsRow({
  view,
  state,
  places,
}: Pick<ListParts, 'view' | 'state'> & { places: ColumnPlaces }) {
  const { groups } = useGroups(view, state, null)
  const sums = groups?.[0]?.sums
  const isSummed = (path: string) => state.totals.some((total) => total.path === path)
  return (
    <tfoot>
      <tr>
        <td className="gj-lead gj-frozen" style={{ left: 0 }} />
        {places.columns.map((place, n) => {
          const { field, path } = place.column
          const value = sums?.get(path)
          return (
            <td key={path} {...cellPlace(place, displayOf(field).align === 'right')}>
              {isSummed(path) ? (
                <FieldValue field={field} value={value} place="list" />
              ) : n === 0 ? (
                texts.groups.total
              ) : null}
            </td>
          )
        })}
        {places.hasFiller && <td aria-hidden className="gj-filler" />}
        <td className="gj-tail" />
      </tr>
    </tfoot>
  )
}
