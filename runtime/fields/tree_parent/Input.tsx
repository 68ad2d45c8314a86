import { RecordSelect } from '../RecordSelect.tsx'
import type { InputProps } from '../field_face.ts'

/** That the record above is not one below is checked as it is saved. */
export function TreeParentInput(props: InputProps) {
  return <RecordSelect {...props} />
}
