import type { CompiledApplication, CompiledEntity } from '#engine/compile/compiled.ts'
import type { FilterNode } from '#engine/filters/index.ts'
import { givesAction, givesField, governedBy, grantsFor, letsWrite } from './grants.ts'

/** One grant of one role that is about an entity, looked at for one action (and field). */
export interface GrantReason {
  readonly role: { readonly key: string; readonly title: string }
  /** Its place in the role. */
  readonly index: number
  readonly givesAction: boolean
  /** Whether it gives the field for this action; true when none is asked for. */
  readonly givesField: boolean
  /** Its row scope; null = every row. */
  readonly rows: FilterNode | null
}

/**
 * Every grant that `accessOf` joins for these roles, one by one: the same tests, kept apart so that
 * a person can be told which of them decides. Pure.
 */
export function judgeGrants(
  application: CompiledApplication,
  roles: readonly string[],
  asked: { entity: CompiledEntity; action: string; field: string | null }
): GrantReason[] {
  const governor = governedBy(application, asked.entity)
  const root = governor?.root ?? asked.entity
  const field = asked.field === null ? null : (governor?.field ?? asked.field)
  const gives = ['create', 'update'].includes(asked.action) ? letsWrite : givesField
  return [...new Set(roles)].sort().flatMap((key) => {
    const role = application.roles.get(key)
    if (!role) return []
    const about = new Set(grantsFor(application, [key], root))
    return role.grants.flatMap((grant, index) => {
      if (!about.has(grant)) return []
      const { rows } = grant
      return {
        role: { key, title: role.title },
        ...{ index, rows },
        givesAction: givesAction(grant, asked.action),
        givesField: field === null || gives(grant, field),
      }
    })
  })
}
