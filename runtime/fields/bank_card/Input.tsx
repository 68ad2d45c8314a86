import { ShortText } from '../ShortText.tsx'
import type { InputProps } from '../field_face.ts'

export function BankCardInput(props: InputProps) {
  return <ShortText {...props} inputMode="numeric" />
}
