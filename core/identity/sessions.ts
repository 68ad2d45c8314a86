import type { Database, Transaction } from '#core/storage/index.ts'
import { digestOf, newSecret } from './secrets.ts'

/** A session nobody uses ends after half an hour, and any session after twelve. */
export const sessionLife = { idle: 30 * 60_000, absolute: 12 * 3_600_000 }

/** How often the last use is written down; between, a request costs no write. */
const touchEvery = 60_000

/** Opens a session inside the caller's transaction and returns its secret, which is not stored. */
export async function openSession(
  t: Transaction,
  session: { userId: string; address: string; agent: string | null; now: Date }
): Promise<string> {
  const secret = newSecret()
  const at = session.now.toISOString()
  await t.run('DELETE FROM identity_sessions WHERE expires_at < ?', [at])
  await t.run(
    `INSERT INTO identity_sessions (hash, user_id, address, agent, created_at, seen_at, expires_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    [
      digestOf(secret),
      session.userId,
      session.address,
      session.agent?.slice(0, 200) ?? null,
      at,
      at,
      new Date(session.now.getTime() + sessionLife.absolute).toISOString(),
    ]
  )
  return secret
}

/** Ends one session. */
export async function closeSession(database: Database, hash: string): Promise<void> {
  await database.tx((t) => t.run('DELETE FROM identity_sessions WHERE hash = ?', [hash]))
}

/** Ends every session of a user, except one to keep. Inside the caller's transaction. */
export async function closeSessionsOf(
  t: Transaction,
  userId: string,
  keep: string | null = null
): Promise<void> {
  await t.run('DELETE FROM identity_sessions WHERE user_id = ? AND hash <> ?', [userId, keep ?? ''])
}

/** Notes that a session was used, at most once a minute; a failure to note it fails nobody. */
export function touchSession(
  database: Database,
  session: { hash: string; seenAt: string },
  now: Date
): void {
  if (now.getTime() - Date.parse(session.seenAt) < touchEvery) return
  database
    .tx((t) =>
      t.run('UPDATE identity_sessions SET seen_at = ? WHERE hash = ? AND seen_at < ?', [
        now.toISOString(),
        session.hash,
        now.toISOString(),
      ])
    )
    .catch(() => {})
}
