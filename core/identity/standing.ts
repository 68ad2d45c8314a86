import type { CompiledApplication } from '#engine/compile/compiled.ts'
import { placeholders } from '#core/storage/index.ts'
import type { Database } from '#core/storage/index.ts'
import { peopleOf } from './people.ts'
import type { Principal } from './principals.ts'
import { sessionLife } from './sessions.ts'

/** Credentials asked about in one statement. */
const part = 500

/**
 * What stands behind credentials now, by their hash: a text that changes when the user or his roles
 * change. A credential that has ended is missing. One statement for 500 of a kind.
 */
export async function standingOf(
  database: Database,
  application: CompiledApplication,
  principals: readonly Pick<Principal, 'via' | 'hash'>[],
  now: Date
): Promise<Map<string, string>> {
  const standing = new Map<string, string>()
  for (const via of ['session', 'token'] as const) {
    const hashes = principals.filter((one) => one.via === via).map(({ hash }) => hash)
    for (let from = 0; from < hashes.length; from += part) {
      const some = hashes.slice(from, from + part)
      for (const [hash, text] of await ask(database, application, { via, hashes: some, now })) {
        standing.set(hash, text)
      }
    }
  }
  return standing
}

interface StandingRow {
  hash: string
  rev: number | string
  must_change: boolean | number | null
  role: string | null
}

async function ask(
  database: Database,
  application: CompiledApplication,
  asked: { via: Principal['via']; hashes: readonly string[]; now: Date }
): Promise<Map<string, string>> {
  const { via, hashes, now } = asked
  const at = now.toISOString()
  const usedSince = new Date(now.getTime() - sessionLife.idle).toISOString()
  const isSession = via === 'session'
  const rows = await database.read.all<StandingRow>(
    `SELECT s.hash, u.rev, c.must_change, r.role
     FROM ${isSession ? 'identity_sessions' : 'identity_tokens'} s
     JOIN ${peopleOf(application).table} u ON u.id = s.user_id AND u.deleted_at IS NULL
     LEFT JOIN identity_credentials c ON c.user_id = s.user_id
     LEFT JOIN role_assignments r ON r.user_id = s.user_id
       AND (r.from_at IS NULL OR r.from_at <= ?) AND (r.until_at IS NULL OR r.until_at > ?)
     WHERE s.hash IN (${placeholders(hashes.length)}) AND s.expires_at > ?${isSession ? ' AND s.seen_at > ?' : ''}`,
    [at, at, ...hashes, at, ...(isSession ? [usedSince] : [])]
  )
  const byHash = Map.groupBy(rows, ({ hash }) => hash)
  return new Map(
    [...byHash].map(([hash, own]) => {
      const roles = own.map(({ role }) => role).sort()
      return [hash, JSON.stringify([own[0]!.rev, Boolean(own[0]!.must_change), roles])]
    })
  )
}
