import { showFiles } from '../held_files/ShowFiles.tsx'
import type { FieldDisplay } from '../field_face.ts'

export const FilesDisplay: FieldDisplay = { align: 'left', width: 200, show: showFiles }
