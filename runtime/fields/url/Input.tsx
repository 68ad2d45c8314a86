import { ShortText } from '../ShortText.tsx'
import type { InputProps } from '../field_face.ts'

export function UrlInput(props: InputProps) {
  return <ShortText {...props} inputMode="url" placeholder="https://" />
}
