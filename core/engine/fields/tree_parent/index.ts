import { recordLinkType } from '../record_link.ts'

/** The record above (上级) of the same entity; the write path keeps the records a forest. */
export const treeParent = recordLinkType('tree_parent')
