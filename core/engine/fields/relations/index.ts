import { recordLinksType } from '../record_links.ts'

/** Several records (多对多关联) of the entity that x-relation names. */
export const relations = recordLinksType('relations')
