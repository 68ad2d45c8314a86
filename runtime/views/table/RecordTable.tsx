import { RecordRow } from './RecordRow.tsx'
import { TableFrame } from './TableFrame.tsx'
import type { ListParts } from '../list_parts.ts'

/** Records as rows; a row opens its record by click and by Enter. */
export function RecordTable(parts: ListParts) {
  const { records } = parts.page
  return (
    <TableFrame {...parts}>
      {(places) =>
        records.map((record) => (
          <RecordRow key={record.id} {...parts} record={record} among={records} places={places} />
        ))
      }
    </TableFrame>
  )
}
