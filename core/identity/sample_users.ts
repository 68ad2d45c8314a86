import { credentialOfAccount, writeCredential } from './credentials.ts'
import type { IdentityEnvironment } from './environment.ts'
import { isStepDone, markStep } from './installation_steps.ts'
import { insertRole } from './roles.ts'

/** Users that came with samples, by account, and the roles they get. */
export interface SampleUsers {
  accounts: readonly string[]
  roles: readonly { account: string; role: string }[]
}

/** Whether samples were loaded, or it was decided at the first start that there are none. */
export async function areSamplesSettled(env: IdentityEnvironment): Promise<boolean> {
  return isStepDone(env.database, 'samples')
}

/**
 * Makes sample users able to sign in (only while the process knows the sample password) and gives
 * them their roles, in one transaction with the note that samples are settled.
 *
 * @throws TypeError when a role is given to an account the samples do not have
 */
export async function loadSampleUsers(env: IdentityEnvironment, users: SampleUsers): Promise<void> {
  const application = env.registry.current()
  const now = env.clock()
  const ids = new Map<string, string>()
  for (const account of users.accounts) {
    const user = await credentialOfAccount(env.database, application, account)
    if (user) ids.set(account, user.user_id)
  }
  const idOf = (account: string) => {
    const id = ids.get(account)
    if (!id) throw new TypeError(`samples give a role to ${account}, who is not among their users`)
    return id
  }
  await env.database.tx(async (t) => {
    for (const userId of ids.values()) {
      await writeCredential(t, { userId, password: null, mustChange: false, sample: true, now })
    }
    for (const { account, role } of users.roles) {
      if (!application.roles.has(role)) throw new TypeError(`samples name no role: ${role}`)
      await insertRole(t, idOf(account), { role, organization: null, from: null, until: null })
    }
    await markStep(t, 'samples', now)
  })
}
