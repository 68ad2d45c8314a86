import { heldFilesType } from '../held_files.ts'

/** Several files (多个文件), in the order given. */
export const files = heldFilesType('files', { most: 100 })
