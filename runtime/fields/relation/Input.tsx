import { RecordSelect } from '../RecordSelect.tsx'
import type { InputProps } from '../field_face.ts'

/** The value is kept as the link (`{id, title}`), so that its title is there to show. */
export function RelationInput(props: InputProps) {
  return <RecordSelect {...props} />
}
