import type { Registry } from '#core/definitions/index.ts'
import type { Records } from '#core/records/index.ts'
import type { Database, Transaction } from '#core/storage/index.ts'
import { Refusal } from '#engine/errors.ts'
import type { Actor } from '#engine/access/index.ts'
import type { Language } from '#engine/errors.ts'
import { cachedActorAttributes } from './actor_attributes.ts'
import { storedAttempts } from './attempts.ts'
import { cachedDepartments } from './departments.ts'
import type { IdentityEnvironment, IdentityEvent } from './environment.ts'
import { ensureFirstAdministrator } from './first_administrator.ts'
import { keepLanguage } from './languages.ts'
import { anchored } from './people.ts'
import { principalOfSession, principalOfToken } from './principals.ts'
import type { Principal } from './principals.ts'
import { listRoles } from './list_roles.ts'
import type { RoleList } from './list_roles.ts'
import type { RoleAssignment } from './roles.ts'
import { areSamplesSettled, loadSampleUsers } from './sample_users.ts'
import type { SampleUsers } from './sample_users.ts'
import { digestOf } from './secrets.ts'
import { closeSession, touchSession } from './sessions.ts'
import { changePassword, signIn } from './sign_in.ts'
import type { SignInAttempt } from './sign_in.ts'
import { issueToken, listTokens, revokeToken } from './tokens.ts'
import type { TokenRow } from './tokens.ts'
import {
  assignRoles,
  changeRoles,
  listAccounts,
  otherActor,
  resetPassword,
  rolesOfUser,
} from './user_administration.ts'
import { standingOf } from './standing.ts'
import { signInRequired } from './errors.ts'

/** People, sessions, tokens and roles: the only way other rooms meet them. */
export interface Identity {
  /** @returns the session's secret. @throws E_AUTH_INVALID, E_AUTH_LOCKED */
  signIn(given: SignInAttempt): Promise<string>
  signOut(principal: Principal, address: string): Promise<void>
  /** Who holds this cookie; null when nobody does any more. One or two statements. */
  actorOfSession(secret: string): Promise<Principal | null>
  actorOfToken(secret: string): Promise<Principal | null>
  /** The same by what a principal carries; for sockets, which outlive requests. */
  refresh(principal: Principal): Promise<Principal | null>
  /**
   * By hash of the credential a text that changes with the user and his roles; one that has ended is
   * missing. Few statements for many credentials.
   */
  standing(principals: readonly Principal[]): Promise<Map<string, string>>
  changePassword(
    principal: Principal,
    given: { current: string; next: string; address: string }
  ): Promise<void>
  /** The language the person reads in from now on. */
  keepLanguage(principal: Principal, language: Language): Promise<void>
  issueToken(
    principal: Principal,
    given: { name: string; scopes?: readonly string[]; expiresIn?: number; address: string }
  ): Promise<TokenRow & { token: string }>
  listTokens(principal: Principal): Promise<TokenRow[]>
  revokeToken(principal: Principal, id: string, address: string): Promise<void>
  /** Every role and who has it. @throws E_ACCESS_DENIED (403) */
  listRoles(principal: Principal): Promise<RoleList>
  rolesOfUser(principal: Principal, userId: string): Promise<RoleAssignment[]>
  assignRoles(
    principal: Principal,
    given: { userId: string; roles: readonly RoleAssignment[]; address: string }
  ): Promise<RoleAssignment[]>
  /** Gives some roles and takes others, leaving the rest. */
  changeRoles(
    principal: Principal,
    given: Parameters<typeof changeRoles>[2]
  ): Promise<RoleAssignment[]>
  /**
   * Another user as an actor, for whoever may assign him roles: to be told what he may.
   *
   * @throws E_AUTH_USER_UNKNOWN (404), E_ACCESS_DENIED (403)
   */
  otherActor(principal: Principal, userId: string): Promise<Actor>
  resetPassword(
    principal: Principal,
    given: { userId: string; password: string; address: string }
  ): Promise<void>
  ensureFirstAdministrator(
    password: string | null
  ): Promise<{ created: boolean; password: string | null }>
  /** Whether samples were loaded, or it was settled at the first start that there are none. */
  areSamplesSettled(): Promise<boolean>
  /** Gives sample users their roles and lets them sign in with the one sample password. */
  loadSampleUsers(users: SampleUsers): Promise<void>
  sampleAccounts(): Promise<{ account: string; name: string; roles: string[] }[]>
  /** A record of this entity was changed: what is kept in memory of it is read again. */
  recordChanged(entity: string): void
}

export interface IdentityOptions {
  database: Database
  registry: Registry
  records: Pick<Records, 'insertMany'>
  clock: () => Date
  audit: (t: Transaction, event: IdentityEvent) => Promise<void>
  /** The one password of all sample users; null = they cannot sign in. */
  samplePassword: string | null
}

/** Makes the identity room of one process. */
export function createIdentity(options: IdentityOptions): Identity {
  const { database, registry, records, clock } = options
  const departments = cachedDepartments(database)
  const attributes = cachedActorAttributes(database, clock)
  const sources = { database, departments, attributes }
  const env: IdentityEnvironment = {
    ...options,
    attempts: storedAttempts(database, clock),
    sources,
  }

  const ofSession = (hash: string) => ofUsedSession(env, hash)
  const ofToken = (hash: string) => principalOfToken(sources, registry.current(), hash, clock())

  return {
    signIn: (given) => signIn(env, given),
    signOut: (principal, address) => signOut(env, principal, address),
    actorOfSession: (secret) => ofSession(digestOf(secret)),
    actorOfToken: (secret) => ofToken(digestOf(secret)),
    refresh: ({ via, hash }) => (via === 'session' ? ofSession(hash) : ofToken(hash)),
    standing: (principals) => standingOf(database, registry.current(), principals, clock()),
    changePassword: (principal, given) => changePassword(env, principal, given),
    keepLanguage: ({ actor }, language) => keepLanguage(database, actor.userId, language),
    issueToken: (principal, given) => issueToken(env, principal, given),
    listTokens: ({ actor }) => listTokens(env, actor.userId),
    revokeToken: ({ actor }, id, address) => revokeToken(env, actor.userId, id, address),
    rolesOfUser: (principal, userId) => rolesOfUser(env, principal, userId),
    assignRoles: (principal, given) => assignRoles(env, principal, given),
    changeRoles: (principal, given) => changeRoles(env, principal, given),
    listRoles: (principal) => listRoles(env, principal),
    otherActor: (principal, userId) => otherActor(env, principal, userId),
    resetPassword: (principal, given) => resetPassword(env, principal, given),
    ensureFirstAdministrator: (password) => ensureFirstAdministrator(env, records, password),
    areSamplesSettled: () => areSamplesSettled(env),
    loadSampleUsers: (users) => loadSampleUsers(env, users),
    sampleAccounts: () => listAccounts(env, 'sample'),
    recordChanged(entity) {
      if (entity === anchored(registry.current(), 'department')?.key) departments.forget()
      attributes.forget(entity)
    },
  }
}

async function ofUsedSession(env: IdentityEnvironment, hash: string): Promise<Principal | null> {
  const { database, registry, sources, clock } = env
  const found = await principalOfSession(sources, registry.current(), hash, clock())
  if (found) touchSession(database, { hash, seenAt: found.seenAt }, clock())
  return found?.principal ?? null
}

async function signOut(env: IdentityEnvironment, principal: Principal, address: string) {
  if (principal.via !== 'session') throw new Refusal(signInRequired({}))
  await closeSession(env.database, principal.hash)
  const { userId } = principal.actor
  await env.database.tx((t) => env.audit(t, { action: 'session.closed', actor: userId, address }))
}
