import { administratorAccount, newPassword, passwordFault } from '#core/identity/index.ts'
import type { Identity } from '#core/identity/index.ts'
import type { Registry } from '#core/definitions/index.ts'
import type { Records } from '#core/records/index.ts'
import type { StartSettings } from './build_application.ts'
import { EnvironmentInvalid } from './env.ts'
import type { Environment } from './env.ts'
import { loadSamples } from './samples.ts'

/** What whoever starts the server must read to get in. */
export interface WelcomeNotes {
  /** The administrator's random password, printed this once. */
  administrator: { account: string; password: string } | null
  samples: {
    password: string
    accounts: { account: string; name: string; roles: string[] }[]
  } | null
}

/**
 * The one password of the sample users: the given one; outside production one that is made once and
 * kept with the keys; in production none.
 */
export function samplePasswordOf({ environment, keys }: StartSettings): string | null {
  if (environment.samplePassword !== null) return environment.samplePassword
  if (environment.production || !environment.samples) return null
  return keys.text('sample.password', newPassword)
}

/**
 * Gives an empty database its first administrator and its samples; afterwards only tells who may
 * sign in.
 */
export async function prepareFirstStart(rooms: {
  identity: Identity
  records: Records
  registry: Registry
  settings: StartSettings
}): Promise<WelcomeNotes> {
  const { identity, records, registry, settings } = rooms
  const { adminPassword } = settings.environment
  const administrator = await identity.ensureFirstAdministrator(adminPassword)
  if (!(await identity.areSamplesSettled())) {
    const folders = settings.environment.samples ? settings.moduleFolders : []
    await identity.loadSampleUsers(await loadSamples({ folders, records, registry }))
  }
  const password = samplePasswordOf(settings)
  const accounts = password === null ? [] : await identity.sampleAccounts()
  const random = administrator.password
  return {
    administrator: random === null ? null : { account: administratorAccount, password: random },
    samples: password !== null && accounts.length > 0 ? { password, accounts } : null,
  }
}

/**
 * Looks at the password that is given for the first administrator, before anything is made with it:
 * a weak one is a warning, in production a refusal.
 *
 * @throws EnvironmentInvalid in production
 */
export function checkGivenPassword(environment: Environment, print: (line: string) => void): void {
  const { adminPassword, production } = environment
  if (adminPassword === null) return
  const fault = passwordFault(adminPassword, { account: administratorAccount })
  if (!fault) return
  if (production) {
    throw new EnvironmentInvalid([
      `GUIJU_ADMIN_PASSWORD is too weak for production: ${fault.message('en')}`,
    ])
  }
  print(`警告：GUIJU_ADMIN_PASSWORD：${fault.message('zh-CN')}`)
}
