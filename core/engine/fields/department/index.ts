import { recordLinkType } from '../record_link.ts'

/** A unit of the entity anchored as department (部门). */
export const department = recordLinkType('department')
