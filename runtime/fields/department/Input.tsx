import { RecordSelect } from '../RecordSelect.tsx'
import type { InputProps } from '../field_face.ts'

export function DepartmentInput(props: InputProps) {
  return <RecordSelect {...props} />
}
