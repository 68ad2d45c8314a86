/**
 * Who stands behind a cookie or a token, in one statement: credential, user and roles together.
 * The user's row is read at every request, so a disabled user is out at once; what seldom changes
 * (department tree, actor attributes) is kept in memory.
 */
import type { Language } from '#engine/errors.ts'
import type { Actor } from '#engine/access/actor.ts'
import type { CompiledApplication } from '#engine/compile/compiled.ts'
import type { Database } from '#core/storage/index.ts'
import type { Departments } from './departments.ts'
import type { ActorAttributes } from './actor_attributes.ts'
import { languageIn } from './languages.ts'
import { isActive, peopleOf } from './people.ts'
import type { UserRow } from './people.ts'
import { sessionLife } from './sessions.ts'

/** An actor, and how he proved who he is. */
export interface Principal {
  actor: Actor
  via: 'session' | 'token'
  /** Digest of the session's or token's secret. */
  hash: string
  /** The password must be changed before anything else is done. */
  mustChangePassword: boolean
  /** What a token may be used for; a session may everything. */
  scopes: readonly string[]
  /** Chosen by the person or said by the user's record; null where neither was. */
  language: Language | null
}

/** The zone relative dates are of, until organisations say their own. */
export const defaultZone = 'Asia/Shanghai'

export interface PrincipalSources {
  database: Database
  departments: Departments
  attributes: ActorAttributes
}

interface PrincipalRow extends UserRow {
  role: string | null
  must_change: boolean | number | null
  seen_at: string
  scopes: string | null
  language: string | null
}

/** The principal of a session; null when it is unknown, ended, or its user may not be here. */
export async function principalOfSession(
  sources: PrincipalSources,
  application: CompiledApplication,
  hash: string,
  now: Date
): Promise<{ principal: Principal; seenAt: string } | null> {
  const people = peopleOf(application)
  const at = now.toISOString()
  const rows = await sources.database.read.all<PrincipalRow>(
    `SELECT s.user_id, s.seen_at, NULL AS scopes, c.must_change, p.language, r.role, ${people.select}
     FROM identity_sessions s
     JOIN ${people.table} u ON u.id = s.user_id AND u.deleted_at IS NULL
     LEFT JOIN identity_credentials c ON c.user_id = s.user_id
     ${preferences('s.user_id')}
     ${rolesInForce('s.user_id')}
     WHERE s.hash = ? AND s.expires_at > ? AND s.seen_at > ?`,
    [at, at, hash, at, new Date(now.getTime() - sessionLife.idle).toISOString()]
  )
  const principal = await principalOf(sources, application, rows, { via: 'session', hash })
  return principal && { principal, seenAt: rows[0]!.seen_at }
}

/** The principal of a bearer token; null when it is unknown, expired, or its user may not be here. */
export async function principalOfToken(
  sources: PrincipalSources,
  application: CompiledApplication,
  hash: string,
  now: Date
): Promise<Principal | null> {
  const people = peopleOf(application)
  const at = now.toISOString()
  const rows = await sources.database.read.all<PrincipalRow>(
    `SELECT s.user_id, s.created_at AS seen_at, s.scopes, c.must_change, p.language, r.role, ${people.select}
     FROM identity_tokens s
     JOIN ${people.table} u ON u.id = s.user_id AND u.deleted_at IS NULL
     LEFT JOIN identity_credentials c ON c.user_id = s.user_id
     ${preferences('s.user_id')}
     ${rolesInForce('s.user_id')}
     WHERE s.hash = ? AND s.expires_at > ?`,
    [at, at, hash, at]
  )
  return principalOf(sources, application, rows, { via: 'token', hash })
}

/**
 * A user as the actor he would be now, whether he is signed in or not; null when there is no such
 * user or he may not be here. What is kept in memory of him is kept apart from his sessions.
 */
export async function actorOfUser(
  sources: PrincipalSources,
  application: CompiledApplication,
  userId: string,
  now: Date
): Promise<Actor | null> {
  const people = peopleOf(application)
  const at = now.toISOString()
  const rows = await sources.database.read.all<PrincipalRow>(
    `SELECT u.id AS user_id, NULL AS seen_at, NULL AS scopes, NULL AS must_change, p.language, r.role,
       ${people.select}
     FROM ${people.table} u
     ${preferences('u.id')}
     ${rolesInForce('u.id')}
     WHERE u.id = ? AND u.deleted_at IS NULL`,
    [at, at, userId]
  )
  const proof = { via: 'session', hash: `user ${userId}` } as const
  return (await principalOf(sources, application, rows, proof))?.actor ?? null
}

const preferences = (user: string) => `LEFT JOIN identity_preferences p ON p.user_id = ${user}`

const rolesInForce = (user: string) => `LEFT JOIN role_assignments r ON r.user_id = ${user}
  AND (r.from_at IS NULL OR r.from_at <= ?) AND (r.until_at IS NULL OR r.until_at > ?)`

async function principalOf(
  sources: PrincipalSources,
  application: CompiledApplication,
  rows: readonly PrincipalRow[],
  proof: { via: Principal['via']; hash: string }
): Promise<Principal | null> {
  const first = rows[0]
  if (!first || !isActive(first)) return null
  const roles = rows.map((row) => row.role).filter((role): role is string => role !== null)
  const actor = await actorOf(sources, application, first, roles)
  return {
    actor: {
      ...actor,
      attributes: await sources.attributes.of(application, actor, proof.hash),
    },
    ...proof,
    mustChangePassword: Boolean(first.must_change),
    language: languageIn(first.language, first.user_locale),
    scopes: first.scopes === null ? [] : (JSON.parse(first.scopes) as string[]),
  }
}

async function actorOf(
  sources: PrincipalSources,
  application: CompiledApplication,
  row: PrincipalRow,
  roles: readonly string[]
): Promise<Actor> {
  const place = row.user_department
    ? await sources.departments.placeOf(application, row.user_department)
    : null
  return {
    userId: row.user_id,
    account: row.user_account ?? '',
    name: row.user_name ?? '',
    kind: row.user_kind,
    roles: [...new Set(roles)].filter((role) => application.roles.has(role)).sort(),
    departmentId: row.user_department,
    departmentTree: place?.tree ?? [],
    organizationId: place?.organizationId ?? row.user_org,
    attributes: {},
    language: languageIn(row.language, row.user_locale) ?? 'zh-CN',
    zone: defaultZone,
  }
}
