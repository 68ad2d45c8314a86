import { heldFilesType, shownImages } from '../held_files.ts'

/** Several pictures (图片): types that every browser shows and that run nothing. */
export const image = heldFilesType('image', { most: 100, accepts: shownImages })
