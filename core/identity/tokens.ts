import { Refusal } from '#engine/errors.ts'
import { newId } from '#core/records/storage/ids.ts'
import type { IdentityEnvironment } from './environment.ts'
import type { Principal } from './principals.ts'
import { digestOf, newSecret } from './secrets.ts'
import { scopeUnknown, tokenUnknown } from './errors.ts'

/** What a token may be used for: `read` calls that change nothing, `write` the others. */
export const tokenScopes = ['read', 'write'] as const

const day = 86_400
/** Seconds a token lives when nothing is asked for. */
export const tokenLife = 90 * day

export interface TokenRow {
  id: string
  name: string
  scopes: string[]
  createdAt: string
  expiresAt: string
}

/**
 * Makes a token that acts as the user who asks; its secret is in the answer and nowhere else.
 *
 * @throws E_AUTH_SCOPE_UNKNOWN (422), one fault for each unknown scope
 */
export async function issueToken(
  env: IdentityEnvironment,
  principal: Principal,
  given: { name: string; scopes?: readonly string[]; expiresIn?: number; address: string }
): Promise<TokenRow & { token: string }> {
  const scopes = checkedScopes(given.scopes ?? tokenScopes)
  const now = env.clock()
  const secret = `gj_${newSecret()}`
  const row = {
    id: newId(now.getTime()),
    name: given.name,
    scopes,
    createdAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + (given.expiresIn ?? tokenLife) * 1000).toISOString(),
  }
  const { userId } = principal.actor
  await env.database.tx(async (t) => {
    await t.run('DELETE FROM identity_tokens WHERE expires_at < ?', [row.createdAt])
    await t.run(
      `INSERT INTO identity_tokens (id, hash, user_id, name, scopes, created_at, expires_at)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      [
        row.id,
        digestOf(secret),
        userId,
        row.name,
        JSON.stringify(scopes),
        row.createdAt,
        row.expiresAt,
      ]
    )
    const detail = { token: row.id, name: row.name, scopes }
    await env.audit(t, { action: 'token.issued', actor: userId, address: given.address, detail })
  })
  return { ...row, token: secret }
}

function checkedScopes(asked: readonly string[]): string[] {
  const known: readonly string[] = tokenScopes
  const faults = asked.flatMap((scope, n) =>
    known.includes(scope) ? [] : [scopeUnknown({ scope }, `/scopes/${n}`)]
  )
  if (faults.length > 0) throw new Refusal(faults)
  return [...new Set(asked)]
}

/** The tokens of a user, without their secrets. */
export async function listTokens(env: IdentityEnvironment, userId: string): Promise<TokenRow[]> {
  const rows = await env.database.read.all<Omit<TokenRow, 'scopes'> & { scopes: string }>(
    `SELECT id, name, scopes, created_at AS "createdAt", expires_at AS "expiresAt"
     FROM identity_tokens WHERE user_id = ? AND expires_at > ? ORDER BY id`,
    [userId, env.clock().toISOString()]
  )
  return rows.map((row) => ({ ...row, scopes: JSON.parse(row.scopes) as string[] }))
}

/**
 * Ends one of the user's own tokens.
 *
 * @throws E_AUTH_TOKEN_UNKNOWN (404)
 */
export async function revokeToken(
  env: IdentityEnvironment,
  userId: string,
  id: string,
  address: string
): Promise<void> {
  const removed = await env.database.tx(async (t) => {
    const rows = await t.run('DELETE FROM identity_tokens WHERE id = ? AND user_id = ?', [
      id,
      userId,
    ])
    const detail = { token: id }
    if (rows > 0) await env.audit(t, { action: 'token.revoked', actor: userId, address, detail })
    return rows > 0
  })
  if (!removed) throw new Refusal(tokenUnknown({}))
}
