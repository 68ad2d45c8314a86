import { createHash } from 'node:crypto'
import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import type { TableNames } from './physical_names.ts'
import { refuse } from './refused.ts'

/** Who stands behind a token, as far as this app asks. */
export interface CurrentUser {
  id: string
  departmentId: string | null
  roles: readonly string[]
}

interface Row {
  user_id: string
  user_state: string | null
  user_department: string | null
  scopes: string
  must_change: boolean | number | null
  role: string | null
  from_at: string | null
  until_at: string | null
}

const abilities: Record<string, readonly string[]> = {
  'workshop.worker': ['read', 'create', 'update'],
}

/**
 * The user of the request's bearer token, who must have a role that may do this. One statement of
 * the query builder, for it runs before everything else.
 *
 * @throws Refused 401, 403
 */
export async function authenticate(
  { request }: HttpContext,
  names: TableNames,
  ability: 'read' | 'create' | 'update'
): Promise<CurrentUser> {
  const secret = /^Bearer (\S{1,200})$/i.exec(request.header('authorization') ?? '')?.[1]
  const rows = secret ? await rowsOfToken(secret, names) : []
  const [first] = rows
  const isActive = first && (first.user_state === null || first.user_state === 'active')
  if (!isActive || first.must_change) throw refuse(401, 'E_AUTH_REQUIRED', 'sign in first')
  const roles = rolesOf(rows)
  const scope = ability === 'read' ? 'read' : 'write'
  const scopes = JSON.parse(first.scopes) as string[]
  const may = scopes.includes(scope) && roles.some((role) => abilities[role]?.includes(ability))
  if (!may) throw refuse(403, 'E_ACCESS_DENIED', `you may not ${ability} work orders`)
  return { id: first.user_id, departmentId: first.user_department, roles }
}

function rowsOfToken(secret: string, { table, columns }: TableNames): Promise<Row[]> {
  return db
    .from('identity_tokens as t')
    .join(`${table} as u`, 'u.id', 't.user_id')
    .leftJoin('identity_credentials as c', 'c.user_id', 't.user_id')
    .leftJoin('role_assignments as r', 'r.user_id', 't.user_id')
    .where('t.hash', createHash('sha256').update(secret).digest('hex'))
    .where('t.expires_at', '>', new Date().toISOString())
    .whereNull('u.deleted_at')
    .select('t.user_id', 't.scopes', 'c.must_change', 'r.role', 'r.from_at', 'r.until_at')
    .select(`u.${columns.state} as user_state`, `u.${columns.department} as user_department`)
}

/** The roles that are in force now. */
function rolesOf(rows: readonly Row[]): string[] {
  const now = new Date().toISOString()
  return rows
    .filter((row) => row.from_at === null || row.from_at <= now)
    .filter((row) => row.until_at === null || row.until_at > now)
    .flatMap((row) => (row.role === null ? [] : [row.role]))
}
