import { request } from './http.ts'
import type { RuntimeTarget } from '#engine/presentation/shapes.ts'

export interface RoleHolder {
  id: string
  name: string
  account: string
  active: boolean
  from: string | null
  until: string | null
}

export interface ListedRole {
  role: string
  title: string
  everything: boolean
  holders: RoleHolder[]
}

export interface RoleList {
  /** Whose records are the people. */
  people: RuntimeTarget
  roles: ListedRole[]
}

export const rolesKey = ['roles']

export async function listRoles(): Promise<RoleList> {
  return (await request<{ data: RoleList }>('GET', '/roles')).data
}

/** Gives a person a role for good, or takes it; what else he has stays as it is now. */
export async function changeRole(id: string, role: string, change: 'give' | 'take'): Promise<void> {
  const body = change === 'give' ? { give: [role] } : { take: [role] }
  await request('PATCH', `/users/${encodeURIComponent(id)}/roles`, { body })
}
