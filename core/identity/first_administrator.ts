import { systemActor } from '#engine/access/index.ts'
import type { Records } from '#core/records/index.ts'
import { credentialOfAccount, writeCredential } from './credentials.ts'
import type { IdentityEnvironment } from './environment.ts'
import { peopleOf } from './people.ts'
import { hashPassword } from './password_hash.ts'
import { administratorRole, insertRole } from './roles.ts'
import { newPassword } from './secrets.ts'
import { isStepDone, markStep } from './installation_steps.ts'

/** The account an empty database gets. */
export const administratorAccount = 'admin'

/**
 * Gives an empty database its first administrator; does nothing once that was done. Every step can
 * be taken again after a crash.
 *
 * @returns the random password, to be printed once; null when one was given or nothing was done
 */
export async function ensureFirstAdministrator(
  env: IdentityEnvironment,
  records: Pick<Records, 'insertMany'>,
  given: string | null
): Promise<{ created: boolean; password: string | null }> {
  if (await isStepDone(env.database, 'administrator')) return { created: false, password: null }
  const application = env.registry.current()
  const find = () => credentialOfAccount(env.database, application, administratorAccount)
  if (!(await find())) {
    const row = { account: administratorAccount, name: '管理员', state: 'active' }
    await records.insertMany(peopleOf(application).entity.key, [row])
  }
  const user = await find()
  if (!user) throw new TypeError('the first administrator could not be stored')
  const random = given === null ? newPassword() : null
  const password = await hashPassword(given ?? random!)
  const now = env.clock()
  await env.database.tx(async (t) => {
    const userId = user.user_id
    const mustChange = random !== null
    await writeCredential(t, { userId, password, mustChange, sample: false, now })
    await insertRole(t, userId, {
      role: administratorRole,
      organization: null,
      from: null,
      until: null,
    })
    await env.audit(t, {
      action: 'administrator.created',
      actor: null,
      address: null,
      detail: { user: userId, by: systemActor.account },
    })
    await markStep(t, 'administrator', now)
  })
  return { created: true, password: random }
}
