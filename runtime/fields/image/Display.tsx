import { showPictures } from '../held_files/ShowFiles.tsx'
import type { FieldDisplay } from '../field_face.ts'

export const ImageDisplay: FieldDisplay = { align: 'left', width: 120, show: showPictures }
