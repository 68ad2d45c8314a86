import type {
  CompiledApplication,
  CompiledEntity,
  CompiledGrant,
} from '#engine/compile/compiled.ts'

/** Grants of the roles that are about one entity. Roles only add; an unknown role adds nothing. */
export function grantsFor(
  application: CompiledApplication,
  roles: readonly string[],
  entity: CompiledEntity
): CompiledGrant[] {
  const grants = roles.flatMap((key) => application.roles.get(key)?.grants ?? [])
  return grants.filter(({ entities }) => entities.some((name) => covers(name, entity)))
}

function covers(name: string, entity: CompiledEntity): boolean {
  return name === entity.key || name === '*' || name === `${entity.module}.*`
}

/** `*` gives every action, `transition:*` every transition, `make:*` every mapping. */
export function givesAction(grant: CompiledGrant, action: string): boolean {
  const colon = action.indexOf(':')
  const family = colon === -1 ? null : `${action.slice(0, colon)}:*`
  return grant.actions.some((name) => name === action || name === '*' || name === family)
}

/** Whether the grant gives the field to read, in clear or masked. */
export function givesField(grant: CompiledGrant, field: string): boolean {
  return (grant.only === null || grant.only.includes(field)) && !grant.deny.includes(field)
}

/** Whether the grant lets the field be written. */
export function letsWrite(grant: CompiledGrant, field: string): boolean {
  return givesField(grant, field) && !grant.readonly.includes(field)
}

/**
 * A sub-table has no rights of its own: its root record and the field of that record that holds it
 * decide. Null for an entity that is no sub-table.
 */
export function governedBy(
  application: CompiledApplication,
  entity: CompiledEntity
): { root: CompiledEntity; field: string } | null {
  let current = entity
  let field: string | null = null
  while (current.parent !== null) {
    const parent = application.entities.get(current.parent)
    const holder = parent?.children.find(({ childEntity }) => childEntity === current.key)
    if (!parent || !holder) return null
    field = holder.key
    current = parent
  }
  return field === null ? null : { root: current, field }
}
