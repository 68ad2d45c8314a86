import { showPictures } from '../held_files/ShowFiles.tsx'
import type { FieldDisplay } from '../field_face.ts'

export const SignatureDisplay: FieldDisplay = { align: 'left', width: 120, show: showPictures }
