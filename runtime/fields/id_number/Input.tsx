import { ShortText } from '../ShortText.tsx'
import type { InputProps } from '../field_face.ts'

export function IdNumberInput(props: InputProps) {
  return <ShortText {...props} />
}
