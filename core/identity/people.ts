/**
 * Where people stand in the database. Core knows only the anchors and the fields it needs of them
 * (definitions.md "People and organisation"); which entity and columns these are, the active
 * release says.
 */
import type { Anchor, CompiledApplication, CompiledEntity } from '#engine/compile/compiled.ts'
import { quoteIdentifier } from '#core/storage/dialects/quote.ts'

/** Quoted physical names of the users' entity; a field the module does not have reads as NULL. */
export interface PeopleNames {
  entity: CompiledEntity
  table: string
  /** SQL of one field of the user, for the table alias `u`. */
  account: string
  /** `field AS user_field` for all anchored fields and the system columns needed. */
  select: string
}

const userFields = ['account', 'name', 'kind', 'state', 'department', 'locale'] as const

const cache = new WeakMap<CompiledApplication, PeopleNames>()

/**
 * Names of the users' table in this application.
 *
 * @throws TypeError when no entity is anchored as `user`: nobody could sign in
 */
export function peopleOf(application: CompiledApplication): PeopleNames {
  const known = cache.get(application)
  if (known) return known
  const entity = anchored(application, 'user')
  if (!entity) throw new TypeError('no entity of the application has "anchor": "user"')
  const column = (key: string) => columnOf(entity, key, 'u')
  const names: PeopleNames = {
    entity,
    table: quoteIdentifier(entity.table),
    account: column('account'),
    select: [
      ...userFields.map((key) => `${column(key)} AS user_${key}`),
      'u.org_id AS user_org',
    ].join(', '),
  }
  cache.set(application, names)
  return names
}

/** The entity that plays an anchored part, if there is one. */
export function anchored(application: CompiledApplication, part: Anchor): CompiledEntity | null {
  const key = application.anchors[part]
  return (key && application.entities.get(key)) || null
}

/** SQL of a field by its key; NULL when the module does not have it. */
export function columnOf(entity: CompiledEntity, key: string, alias: string): string {
  const column = entity.fields.get(key)?.column
  return column ? `${alias}.${quoteIdentifier(column)}` : 'NULL'
}

/** What every statement that finds a user selects. */
export interface UserRow {
  user_id: string
  user_account: string | null
  user_name: string | null
  user_kind: string | null
  user_state: string | null
  user_department: string | null
  user_locale: string | null
  user_org: string | null
}

/** Whether a user may be here at all: modules give `state`; blank and `active` let in. */
export function isActive(row: Pick<UserRow, 'user_state'>): boolean {
  return row.user_state === null || row.user_state === '' || row.user_state === 'active'
}
