import { recordLinkType } from '../record_link.ts'

/** Another record (关联), of the entity that x-relation names. */
export const relation = recordLinkType('relation')
