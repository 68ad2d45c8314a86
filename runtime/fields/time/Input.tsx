import { ShortText } from '../ShortText.tsx'
import type { InputProps } from '../field_face.ts'

export function TimeInput(props: InputProps) {
  return <ShortText {...props} type="time" />
}
