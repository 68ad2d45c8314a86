import { RecordsSelect } from '../RecordsSelect.tsx'
import type { InputProps } from '../field_face.ts'

/** The value is kept as links (`{id, title}`), so that their titles are there to show. */
export function RelationsInput(props: InputProps) {
  return <RecordsSelect {...props} />
}
