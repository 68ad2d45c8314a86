import { keyOf } from '#designer/document/index.ts'
import type { Hosts } from '../editor.ts'

/** Fields of a sub-table are edited inside the field of their parent. */
export const hosts: Hosts = (definition, other) =>
  other.kind === 'entity' && other.document.parent === keyOf(definition)
