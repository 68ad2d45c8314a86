import { heldFilesType } from '../held_files.ts'

/** One file (文件). */
export const file = heldFilesType('file', { most: 1 })
