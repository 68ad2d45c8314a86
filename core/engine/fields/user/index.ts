import { recordLinkType } from '../record_link.ts'

/** A person of the entity anchored as user (人员). */
export const user = recordLinkType('user')
