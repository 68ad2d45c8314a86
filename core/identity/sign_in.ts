import { createHash, timingSafeEqual } from 'node:crypto'
import { Refusal } from '#engine/errors.ts'
import { closeSessionsOf, openSession } from './sessions.ts'
import { credentialOfAccount, credentialOfUser, writeCredential } from './credentials.ts'
import type { Credential } from './credentials.ts'
import type { IdentityEnvironment } from './environment.ts'
import { hashPassword, verifyPassword } from './password_hash.ts'
import { passwordFault } from './password_rules.ts'
import { isActive } from './people.ts'
import type { Principal } from './principals.ts'
import { signInInvalid } from './errors.ts'

export interface SignInAttempt {
  account: string
  password: string
  address: string
  agent: string | null
}

/**
 * Signs somebody in. Whether the account is unknown, the password wrong or the user disabled, the
 * answer is the same and takes as long.
 *
 * @returns the session's secret, for the cookie
 * @throws E_AUTH_LOCKED (429) after too many failures; E_AUTH_INVALID (401)
 */
export async function signIn(env: IdentityEnvironment, given: SignInAttempt): Promise<string> {
  const account = given.account.normalize('NFC').trim()
  const { failures } = await env.attempts.begin(account, given.address)
  const credential = await credentialOfAccount(env.database, env.registry.current(), account)
  const isRight = await proves(env, credential, given.password)
  if (!isRight || !credential || !isActive(credential)) {
    await noteFailure(env, account, given.address)
    await wait(Math.min(2_000, failures === 0 ? 0 : 100 * 2 ** failures))
    throw new Refusal(signInInvalid({}))
  }
  await env.attempts.succeed(account, given.address)
  const now = env.clock()
  return env.database.tx(async (t) => {
    const { userId, address, agent } = { ...given, userId: credential.user_id }
    await env.audit(t, { action: 'session.opened', actor: userId, address, detail: { account } })
    return openSession(t, { userId, address, agent, now })
  })
}

/**
 * Changes the own password and ends every other session of the user.
 *
 * @throws E_AUTH_INVALID when `current` is wrong, E_AUTH_LOCKED, E_AUTH_PASSWORD_WEAK (422)
 */
export async function changePassword(
  env: IdentityEnvironment,
  principal: Principal,
  given: { current: string; next: string; address: string }
): Promise<void> {
  const { account, userId } = principal.actor
  await env.attempts.begin(account, given.address)
  const credential = await credentialOfUser(env.database, env.registry.current(), userId)
  if (!(await proves(env, credential, given.current))) throw new Refusal(signInInvalid({}))
  await env.attempts.succeed(account, given.address)
  const fault = passwordFault(given.next, { account, path: '/next' })
  if (fault) throw new Refusal(fault)
  const password = await hashPassword(given.next)
  const now = env.clock()
  await env.database.tx(async (t) => {
    await writeCredential(t, { userId, password, mustChange: false, sample: false, now })
    await closeSessionsOf(t, userId, principal.hash)
    await env.audit(t, { action: 'password.changed', actor: userId, address: given.address })
  })
}

/** Sets somebody else's password, to be changed at the next sign-in; ends his sessions. */
export async function setPassword(
  env: IdentityEnvironment,
  by: Principal,
  given: { userId: string; account: string; password: string; address: string }
): Promise<void> {
  const fault = passwordFault(given.password, { account: given.account, path: '/password' })
  if (fault) throw new Refusal(fault)
  const password = await hashPassword(given.password)
  const now = env.clock()
  const { userId, address } = given
  await env.database.tx(async (t) => {
    await writeCredential(t, { userId, password, mustChange: true, sample: false, now })
    await closeSessionsOf(t, userId)
    const { userId: actor } = by.actor
    await env.audit(t, { action: 'password.set', actor, address, detail: { user: userId } })
  })
}

/** Samples have no password of their own but one for all, known only while the process runs. */
async function proves(
  env: IdentityEnvironment,
  credential: Credential | null,
  password: string
): Promise<boolean> {
  const own = await verifyPassword(password, credential?.password ?? null)
  if (!credential?.sample || env.samplePassword === null) return own
  return timingSafeEqual(sha256(password), sha256(env.samplePassword))
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

async function noteFailure(env: IdentityEnvironment, account: string, address: string) {
  const detail = { account: account.slice(0, 100) }
  await env.database.tx((t) =>
    env.audit(t, { action: 'session.refused', actor: null, address, detail })
  )
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
