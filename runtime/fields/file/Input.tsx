import { UploadInput } from '../held_files/UploadInput.tsx'
import type { InputProps } from '../field_face.ts'

export function FileInput(props: InputProps) {
  return <UploadInput {...props} most={1} />
}
