import { Refusal } from '#engine/errors.ts'
import type { CompiledApplication } from '#engine/compile/compiled.ts'
import type { Executor, Transaction } from '#core/storage/index.ts'
import { newId } from '#core/records/storage/ids.ts'
import { roleUnknown } from './errors.ts'

/** The role that ships with `*`: the first administrator holds it. */
export const administratorRole = 'system.administrator'

export interface RoleAssignment {
  role: string
  organization: string | null
  from: string | null
  until: string | null
}

/** Who has which role is data; what a role may is a definition. */
export async function readRoles(read: Executor, userId: string): Promise<RoleAssignment[]> {
  return read.all<RoleAssignment>(
    `SELECT role, organization, from_at AS "from", until_at AS "until"
     FROM role_assignments WHERE user_id = ? ORDER BY role, organization`,
    [userId]
  )
}

/**
 * Replaces the roles of a user inside the caller's transaction.
 *
 * @throws E_AUTH_ROLE_UNKNOWN (422), one fault for each role the application does not have
 */
export async function replaceRoles(
  t: Transaction,
  application: CompiledApplication,
  userId: string,
  roles: readonly RoleAssignment[]
): Promise<void> {
  refuseUnknownRoles(application, roles, '/roles')
  await t.run('DELETE FROM role_assignments WHERE user_id = ?', [userId])
  for (const one of roles) await insertRole(t, userId, one)
}

/** @throws E_AUTH_ROLE_UNKNOWN (422), one fault for each, with its place in the list */
export function refuseUnknownRoles(
  application: CompiledApplication,
  roles: readonly RoleAssignment[],
  path: string
): void {
  const faults = roles.flatMap((one, n) =>
    application.roles.has(one.role) ? [] : [roleUnknown({ role: one.role }, `${path}/${n}`)]
  )
  if (faults.length > 0) throw new Refusal(faults)
}

/** Adds one role; having it already is no fault. */
export async function insertRole(
  t: Transaction,
  userId: string,
  { role, organization, from, until }: RoleAssignment
): Promise<void> {
  await t.run(
    `INSERT INTO role_assignments (id, user_id, role, organization, from_at, until_at)
     VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    [newId(), userId, role, organization, from, until]
  )
}
