import { roleAccess } from '#engine/access/index.ts'
import type { Actor } from '#engine/access/index.ts'
import type { CompiledApplication } from '#engine/compile/compiled.ts'
import { Refusal } from '#engine/errors.ts'
import type { Transaction } from '#core/storage/index.ts'
import { lastAdministrator, roleRaise } from './errors.ts'
import { isActive, peopleOf } from './people.ts'
import type { UserRow } from './people.ts'
import type { RoleAssignment } from './roles.ts'

/**
 * Nobody gives himself a role, and a role that gives everything is given and taken by those alone
 * who may everything. Whoever may everything gains nothing by giving.
 *
 * @throws E_AUTH_ROLE_RAISE (403), one fault for each role
 */
export function refuseRaise(
  application: CompiledApplication,
  actor: Actor,
  asked: { userId: string; before: readonly RoleAssignment[]; roles: readonly RoleAssignment[] }
): void {
  if (givesEverything(application, actor.roles)) return
  const { userId, before, roles } = asked
  const isSame = (a: RoleAssignment, b: RoleAssignment) =>
    a.role === b.role &&
    a.organization === b.organization &&
    a.from === b.from &&
    a.until === b.until
  const given = roles.filter((one) => !before.some((old) => isSame(old, one)))
  const taken = before.filter((old) => !roles.some((one) => isSame(old, one)))
  const whole = [...given, ...taken].filter(({ role }) => givesEverything(application, [role]))
  const own = userId === actor.userId ? given : []
  const refused = [...new Set([...own, ...whole].map(({ role }) => role))]
  if (refused.length === 0) return
  throw new Refusal(
    refused.map((role) => roleRaise({ role: application.roles.get(role)?.title ?? role }))
  )
}

/**
 * Somebody who may everything, for good and able to sign in, is left once this user's roles are
 * changed; otherwise nobody could give rights any more. Two who take the role from each other at
 * once wait for one another.
 *
 * @throws E_AUTH_LAST_ADMINISTRATOR (409)
 */
export async function keepOneAdministrator(
  t: Transaction,
  application: CompiledApplication,
  { before, now }: { before: readonly RoleAssignment[]; now: Date }
): Promise<void> {
  if (!before.some(({ role }) => givesEverything(application, [role]))) return
  const whole = [...application.roles.keys()].filter((key) => givesEverything(application, [key]))
  const { table, select } = peopleOf(application)
  await t.all(`SELECT id FROM role_assignments ORDER BY id${t.dialect.forUpdate}`, [])
  const rows = await t.all<UserRow>(
    `SELECT u.id AS user_id, ${select} FROM role_assignments r
     JOIN ${table} u ON u.id = r.user_id AND u.deleted_at IS NULL
     WHERE r.role IN (${whole.map(() => '?').join(', ')}) AND r.until_at IS NULL
       AND (r.from_at IS NULL OR r.from_at <= ?)`,
    [...whole, now.toISOString()]
  )
  if (!rows.some(isActive)) throw new Refusal(lastAdministrator({}))
}

function givesEverything(application: CompiledApplication, roles: readonly string[]): boolean {
  return roleAccess(application, roles).everything
}
