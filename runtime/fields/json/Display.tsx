import type { FieldDisplay } from '../field_face.ts'

/** What the server shows in place of a value that is masked. */
const veil = '****'

/** One line in a list; with room, members below each other. */
export const JsonDisplay: FieldDisplay = {
  align: 'left',
  width: 240,
  show: ({ value, place }) =>
    place === 'list' || value === veil ? (
      <code className="gj-json">{value === veil ? veil : JSON.stringify(value)}</code>
    ) : (
      <pre className="gj-json">{JSON.stringify(value, null, 2)}</pre>
    ),
}
