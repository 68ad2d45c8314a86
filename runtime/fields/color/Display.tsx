import type { FieldDisplay } from '../field_face.ts'

export const ColorDisplay: FieldDisplay = {
  align: 'left',
  width: 120,
  show: ({ value }) => (
    <span className="gj-color">
      <span className="gj-color-patch" style={{ background: String(value) }} aria-hidden />
      {String(value)}
    </span>
  ),
}
