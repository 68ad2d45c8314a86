import { heldFilesType } from '../held_files.ts'

/** A signature (手写签名) drawn on the screen: one PNG. */
export const signature = heldFilesType('signature', { most: 1, accepts: ['image/png'] })
