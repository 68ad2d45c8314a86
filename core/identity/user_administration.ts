import { Refusal } from '#engine/errors.ts'
import { accessOf } from '#engine/access/index.ts'
import type { Actor } from '#engine/access/actor.ts'
import type { CompiledApplication } from '#engine/compile/compiled.ts'
import type { Transaction } from '#core/storage/index.ts'
import { filterSql } from '#core/records/read/filter_sql.ts'
import { accessDenied } from '#core/records/errors.ts'
import { isId } from '#core/records/storage/ids.ts'
import type { IdentityEnvironment } from './environment.ts'
import { isActive, peopleOf } from './people.ts'
import { keepOneAdministrator } from './last_administrator.ts'
import type { UserRow } from './people.ts'
import { actorOfUser } from './principals.ts'
import type { Principal } from './principals.ts'
import { refuseRaise } from './role_rules.ts'
import { readRoles, refuseUnknownRoles, replaceRoles } from './roles.ts'
import type { RoleAssignment } from './roles.ts'
import { setPassword } from './sign_in.ts'
import { userUnknown } from './errors.ts'

/**
 * The roles of a user, for whoever may `assign` on that user's record.
 *
 * @throws E_AUTH_USER_UNKNOWN (404), E_ACCESS_DENIED (403)
 */
export async function rolesOfUser(
  env: IdentityEnvironment,
  principal: Principal,
  userId: string
): Promise<RoleAssignment[]> {
  await authorizeAssign(env, principal.actor, userId)
  return readRoles(env.database.read, userId)
}

/**
 * Replaces the roles of a user; they hold from his next request on.
 *
 * @throws E_AUTH_USER_UNKNOWN (404), E_ACCESS_DENIED (403), E_AUTH_ROLE_UNKNOWN (422),
 *   E_AUTH_ROLE_RAISE (403), E_AUTH_LAST_ADMINISTRATOR (409)
 */
export async function assignRoles(
  env: IdentityEnvironment,
  principal: Principal,
  given: { userId: string; roles: readonly RoleAssignment[]; address: string }
): Promise<RoleAssignment[]> {
  const { userId, roles, address } = given
  return setRoles(env, principal, { userId, address, next: () => roles })
}

/**
 * Gives a user some roles and takes others, whatever else he has; holds from his next request on. Two
 * who change one user at once both get what they asked for.
 *
 * @throws as assignRoles; an unknown role is told at `/give/n`
 */
export async function changeRoles(
  env: IdentityEnvironment,
  principal: Principal,
  given: {
    userId: string
    give: readonly RoleAssignment[]
    take: readonly string[]
    address: string
  }
): Promise<RoleAssignment[]> {
  const { userId, give, take, address } = given
  const application = env.registry.current()
  refuseUnknownRoles(application, give, '/give')
  const gone = new Set([...take, ...give.map(({ role }) => role)])
  const next = (before: readonly RoleAssignment[]) => [
    ...before.filter(({ role }) => !gone.has(role)),
    ...give,
  ]
  return setRoles(env, principal, { userId, address, next })
}

async function setRoles(
  env: IdentityEnvironment,
  principal: Principal,
  given: {
    userId: string
    address: string
    next: (before: readonly RoleAssignment[]) => readonly RoleAssignment[]
  }
): Promise<RoleAssignment[]> {
  const { userId, address } = given
  await authorizeAssign(env, principal.actor, userId)
  const application = env.registry.current()
  await env.database.tx(async (t) => {
    await lockUser(t, application, userId)
    const before = await readRoles(t, userId)
    const roles = given.next(before)
    refuseRaise(application, principal.actor, { userId, before, roles })
    await replaceRoles(t, application, userId, roles)
    await keepOneAdministrator(t, application, { before, now: env.clock() })
    const names = (list: readonly RoleAssignment[]) => list.map((one) => one.role)
    await env.audit(t, {
      action: 'roles.assigned',
      actor: principal.actor.userId,
      address,
      detail: { user: userId, before: names(before), after: names(roles) },
    })
  })
  return readRoles(env.database.read, userId)
}

/** Of two who change the roles of one user at once, the second waits. */
async function lockUser(t: Transaction, application: CompiledApplication, userId: string) {
  const { table } = peopleOf(application)
  await t.all(`SELECT id FROM ${table} WHERE id = ?${t.dialect.forUpdate}`, [userId])
}

/**
 * Another user as the actor he would be, for whoever may `assign` on his record; one who may not be
 * here is as unknown as one who is not there.
 *
 * @throws E_AUTH_USER_UNKNOWN (404), E_ACCESS_DENIED (403)
 */
export async function otherActor(
  env: IdentityEnvironment,
  { actor }: Principal,
  userId: string
): Promise<Actor> {
  await authorizeAssign(env, actor, userId)
  const other = await actorOfUser(env.sources, env.registry.current(), userId, env.clock())
  if (!other) throw new Refusal(userUnknown({}))
  return other
}

/**
 * Gives a user a password that he must change at his next sign-in.
 *
 * @throws E_AUTH_USER_UNKNOWN (404), E_ACCESS_DENIED (403), E_AUTH_PASSWORD_WEAK (422)
 */
export async function resetPassword(
  env: IdentityEnvironment,
  principal: Principal,
  given: { userId: string; password: string; address: string }
): Promise<void> {
  const user = await authorizeAssign(env, principal.actor, given.userId)
  await setPassword(env, principal, { ...given, account: user.user_account ?? '' })
}

/** Who may not see the user's record is told that there is none; who sees it, that he may not. */
async function authorizeAssign(
  env: IdentityEnvironment,
  actor: Actor,
  userId: string
): Promise<UserRow> {
  const readable = isId(userId) ? await findUser(env, actor, userId, 'read') : null
  if (!readable) throw new Refusal(userUnknown({}))
  const assignable = await findUser(env, actor, userId, 'assign')
  if (!assignable) throw new Refusal(accessDenied({ action: 'assign' }))
  return assignable
}

async function findUser(
  env: IdentityEnvironment,
  actor: Actor,
  userId: string,
  action: 'read' | 'assign'
): Promise<UserRow | null> {
  const application = env.registry.current()
  const { entity, table, select } = peopleOf(application)
  const scope = filterSql(accessOf(application, actor).scope(entity, action), {
    dialect: env.database.dialect,
    entityOf: (key) => application.entities.get(key),
    actor,
    alias: 'u',
    now: env.clock(),
  })
  const rows = await env.database.read.all<UserRow>(
    `SELECT u.id AS user_id, ${select} FROM ${table} u
     WHERE u.id = ? AND u.deleted_at IS NULL AND (${scope.sql})`,
    [userId, ...scope.bindings]
  )
  return rows[0] ?? null
}

/** Who may be signed in as, with the titles of his roles: the list a start with samples prints. */
export async function listAccounts(
  env: IdentityEnvironment,
  which: 'sample'
): Promise<{ account: string; name: string; roles: string[] }[]> {
  const application = env.registry.current()
  const { table, select } = peopleOf(application)
  const rows = await env.database.read.all<UserRow & { role: string | null }>(
    `SELECT u.id AS user_id, ${select}, r.role FROM identity_credentials c
     JOIN ${table} u ON u.id = c.user_id AND u.deleted_at IS NULL
     LEFT JOIN role_assignments r ON r.user_id = u.id
     WHERE c.${which} = ? AND r.role IS NOT NULL ORDER BY user_account, r.role`,
    [env.database.dialect.name === 'postgres' ? true : 1]
  )
  const accounts = new Map<string, { account: string; name: string; roles: string[] }>()
  for (const row of rows.filter(isActive)) {
    const account = row.user_account ?? ''
    const one = accounts.get(account) ?? { account, name: row.user_name ?? '', roles: [] }
    one.roles.push(application.roles.get(row.role!)?.title ?? row.role!)
    accounts.set(account, one)
  }
  return [...accounts.values()]
}
