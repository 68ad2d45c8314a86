import { Refusal } from '#engine/errors.ts'
import { accessOf, roleAccess } from '#engine/access/index.ts'
import { filterSql } from '#core/records/read/filter_sql.ts'
import { accessDenied } from '#core/records/errors.ts'
import type { IdentityEnvironment } from './environment.ts'
import { isActive, peopleOf } from './people.ts'
import type { UserRow } from './people.ts'
import type { Principal } from './principals.ts'

/** Holders that are told of at most; an installation has fewer accounts than that by far. */
const most = 10_000

export interface RoleHolder {
  id: string
  name: string
  account: string
  /** Whether he can sign in. */
  active: boolean
  from: string | null
  until: string | null
}

export interface ListedRole {
  role: string
  title: string
  /** Every action on every record. */
  everything: boolean
  holders: RoleHolder[]
}

export interface RoleList {
  /** The entity whose records are the people, for whoever chooses one. */
  people: { entity: string; title: string; titleField: string }
  roles: ListedRole[]
}

interface HolderRow extends UserRow {
  role: string
  from: string | null
  until: string | null
}

/**
 * Every role and who has it, for whoever may `assign` on people: of them, those he may assign on.
 *
 * @throws E_ACCESS_DENIED (403)
 */
export async function listRoles(env: IdentityEnvironment, { actor }: Principal): Promise<RoleList> {
  const application = env.registry.inLanguage(actor.language).current()
  const { entity, table, select } = peopleOf(application)
  const access = accessOf(application, actor)
  if (!access.may(entity, 'assign')) throw new Refusal(accessDenied({ action: 'assign' }))
  const environment = {
    ...{ dialect: env.database.dialect, actor, alias: 'u', now: env.clock() },
    entityOf: (key: string) => application.entities.get(key),
  }
  const [read, assign] = (['read', 'assign'] as const).map((action) =>
    filterSql(access.scope(entity, action), environment)
  ) as [ReturnType<typeof filterSql>, ReturnType<typeof filterSql>]
  const rows = await env.database.read.all<HolderRow>(
    `SELECT r.role, r.from_at AS "from", r.until_at AS "until", u.id AS user_id, ${select}
     FROM role_assignments r JOIN ${table} u ON u.id = r.user_id AND u.deleted_at IS NULL
     WHERE (${read.sql}) AND (${assign.sql}) ORDER BY user_name, u.id LIMIT ${most}`,
    [...read.bindings, ...assign.bindings]
  )
  const byRole = Map.groupBy(rows, ({ role }) => role)
  const roles = [...application.roles.values()].map(({ key, title }) => ({
    ...{ role: key, title, everything: roleAccess(application, [key]).everything },
    holders: (byRole.get(key) ?? []).map(holderOf),
  }))
  const { key, title, titleField } = entity
  return { people: { entity: key, title, titleField }, roles }
}

function holderOf(row: HolderRow): RoleHolder {
  const { user_id: id, user_name: name, user_account: account, from, until } = row
  return { id, name: name ?? '', account: account ?? '', active: isActive(row), from, until }
}
