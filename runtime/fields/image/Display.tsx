import { showPictures } from '../held_files/show_files.tsx'
import type { FieldDisplay } from '../field_face.ts'

export const ImageDisplay: FieldDisplay = { align: 'left', width: 120, show: showPictures }
