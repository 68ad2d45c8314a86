import { RecordsSelect } from '../RecordsSelect.tsx'
import type { InputProps } from '../field_face.ts'

export function UsersInput(props: InputProps) {
  return <RecordsSelect {...props} />
}
