import type { Access } from '#engine/access/index.ts'
import type { CompiledApplication } from '#engine/compile/index.ts'

/** For whom something is presented. */
export interface Presented {
  readonly application: CompiledApplication
  readonly access: Access
}
