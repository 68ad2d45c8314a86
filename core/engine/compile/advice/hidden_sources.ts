import { pointerTo } from '#engine/problems.ts'
import type { Problem } from '#engine/problems.ts'
import type {
  CompiledApplication,
  CompiledEntity,
  CompiledGrant,
  CompiledRole,
} from '../compiled.ts'

/**
 * Computed fields by which a role learns what it may not read: it sees the result, and not the field
 * or the records it is made of. A grant that names the field in `only` means it, and is not told.
 * Rows of sub-tables go with their parent.
 */
export function hiddenSources(
  application: CompiledApplication,
  entity: CompiledEntity
): Omit<Problem, 'severity' | 'kind' | 'key'>[] {
  return [...entity.fields.values()].flatMap((field) => {
    if (!field.formula && !field.rollup) return []
    const sources = application.dependents.sources.get(`${entity.key}#${field.key}`) ?? []
    const readers = [...application.roles.values()].filter((role) =>
      grantsOf(role, entity.key).some((grant) => grant.only === null && shows(grant, field.key))
    )
    for (const source of sources) {
      const there = application.entities.get(source.entity)
      if (!there || there.parent !== null) continue
      const blind = readers.filter(
        (role) => !grantsOf(role, source.entity).some((grant) => shows(grant, source.key))
      )
      if (blind.length === 0) continue
      const from = `“${there.title}”的“${there.fields.get(source.key)?.title ?? source.key}”`
      const who = blind.map(({ title }) => `“${title}”`).join('、')
      return [
        {
          code: 'E_DEFINITION_RESULT_TELLS',
          pointer: pointerTo('', 'schema', 'properties', field.key),
          message: `“${field.title}”由${from}算出；角色${who}看得到结果，看不到它`,
          fix: '在角色的 fields.deny 里加上这个字段；有意如此时在 fields.only 里写明它',
        },
      ]
    }
    return []
  })
}

function grantsOf({ grants }: CompiledRole, entity: string): CompiledGrant[] {
  return grants.filter(
    ({ entities, actions }) =>
      entities.includes(entity) && (actions.includes('read') || actions.includes('*'))
  )
}

function shows({ only, deny, mask }: CompiledGrant, field: string): boolean {
  return (only === null || only.includes(field)) && !deny.includes(field) && !mask.includes(field)
}
