import type { Registry } from '#core/definitions/index.ts'
import type { Database, Transaction } from '#core/storage/index.ts'
import type { Attempts } from './attempts.ts'
import type { PrincipalSources } from './principals.ts'

/** What identity tells the audit trail; never a password, a secret or its digest. */
export interface IdentityEvent {
  action:
    | 'session.opened'
    | 'session.closed'
    | 'session.refused'
    | 'password.changed'
    | 'password.set'
    | 'token.issued'
    | 'token.revoked'
    | 'roles.assigned'
    | 'administrator.created'
  /** Id of the user who acted; null when nobody proved to be one. */
  actor: string | null
  address: string | null
  detail?: Record<string, unknown>
}

/** What every story of this room works with; made once by `createIdentity`. */
export interface IdentityEnvironment {
  readonly database: Database
  readonly registry: Registry
  readonly clock: () => Date
  /** Writes one audit entry in the command's transaction. */
  readonly audit: (t: Transaction, event: IdentityEvent) => Promise<void>
  /** The one password of all sample users; null = they cannot sign in. */
  readonly samplePassword: string | null
  readonly attempts: Attempts
  readonly sources: PrincipalSources
}
