import { recordLinksType } from '../record_links.ts'

/** Several people (多位用户) of the entity anchored as user. */
export const users = recordLinksType('users')
