import type { FieldDisplay } from '../field_face.ts'

export const LongtextDisplay: FieldDisplay = {
  align: 'left',
  width: 260,
  show: ({ value, place }) =>
    place === 'list' ? String(value) : <span className="gj-longtext">{String(value)}</span>,
}
