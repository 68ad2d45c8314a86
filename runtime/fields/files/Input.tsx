import { UploadInput } from '../held_files/UploadInput.tsx'
import type { InputProps } from '../field_face.ts'

export function FilesInput(props: InputProps) {
  return <UploadInput {...props} most={100} />
}
