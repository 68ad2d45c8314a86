import type { FieldDisplay } from '../field_face.ts'

/** One line in a list; with room, members below each other. */
export const JsonDisplay: FieldDisplay = {
  align: 'left',
  width: 240,
  show: ({ value, place }) =>
    place === 'list' ? (
      <code className="gj-json">{JSON.stringify(value)}</code>
    ) : (
      <pre className="gj-json">{JSON.stringify(value, null, 2)}</pre>
    ),
}
