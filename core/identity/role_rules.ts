import { roleAccess } from '#engine/access/index.ts'
import type { Actor } from '#engine/access/index.ts'
import type { CompiledApplication } from '#engine/compile/compiled.ts'
import { Refusal } from '#engine/errors.ts'
import { roleRaise } from './errors.ts'
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

/** Whether these roles give every action on every record. */
export function givesEverything(
  application: CompiledApplication,
  roles: readonly string[]
): boolean {
  return roleAccess(application, roles).everything
}
