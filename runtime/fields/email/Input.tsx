import { ShortText } from '../ShortText.tsx'
import type { InputProps } from '../field_face.ts'

export function EmailInput(props: InputProps) {
  return <ShortText {...props} inputMode="email" placeholder="name@example.com" />
}
