import { showFiles } from '../held_files/show_files.tsx'
import type { FieldDisplay } from '../field_face.ts'

export const FileDisplay: FieldDisplay = { align: 'left', width: 200, show: showFiles }
