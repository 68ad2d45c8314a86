import { budgets } from '#engine/budgets.ts'
import { childSystemFields, systemFields } from '#engine/values.ts'
import type { ExpressionScope, ValueType } from '#engine/expressions/index.ts'
import type { Anchor, CompiledApplication, CompiledEntity } from '../compiled.ts'

/** The part of an application a scope looks into. */
export type ScopeWorld = Pick<CompiledApplication, 'entities' | 'anchors'>

/** Types of system columns that are not links. */
const systemTypes: Readonly<Record<string, ValueType>> = {
  id: { kind: 'text' },
  rev: { kind: 'number' },
  row_no: { kind: 'number' },
  parent_id: { kind: 'text' },
  created_at: { kind: 'datetime' },
  updated_at: { kind: 'datetime' },
  deleted_at: { kind: 'datetime' },
}

/** System columns that hold the id of a person or unit. */
export const systemLinks: Readonly<Record<string, Anchor>> = {
  created_by: 'user',
  updated_by: 'user',
  owner_id: 'user',
  dept_id: 'department',
  org_id: 'organization',
}

/**
 * What the names of an expression mean that stands at an entity: its fields and system columns,
 * related records (`author.name`, at most three relations), rows of sub-tables (`items.amount`, a
 * list), the values before the change (`old.amount`), the parent record in a child (`parent.rate`),
 * and `$me $now $today`.
 */
export function entityScope(entity: CompiledEntity, world: ScopeWorld): ExpressionScope {
  return {
    typeOf(path) {
      const [first = '', ...rest] = path
      if (first.startsWith('$')) return rest.length === 0 ? actorType(first, world) : undefined
      if (first === 'old') return rest.length === 0 ? undefined : typeIn(entity, rest, world, 0)
      if (first === 'parent' && entity.parent !== null) return parentType(entity, rest, world)
      return typeIn(entity, path, world, 0)
    },
  }
}

function actorType(name: string, world: ScopeWorld): ValueType | undefined {
  switch (name) {
    case '$me':
      return linkType(world.anchors.user)
    case '$now':
      return { kind: 'datetime' }
    case '$today':
      return { kind: 'date' }
    default:
      return undefined
  }
}

function linkType(entity: string | undefined): ValueType {
  return entity === undefined ? { kind: 'text' } : { kind: 'record', entity }
}

function parentType(
  entity: CompiledEntity,
  rest: readonly string[],
  world: ScopeWorld
): ValueType | undefined {
  const parent = entity.parent === null ? undefined : world.entities.get(entity.parent)
  if (!parent) return undefined
  return rest.length === 0 ? linkType(parent.key) : typeIn(parent, rest, world, 0)
}

function typeIn(
  entity: CompiledEntity,
  path: readonly string[],
  world: ScopeWorld,
  relations: number
): ValueType | undefined {
  const [key = '', ...rest] = path
  const field = entity.fields.get(key)
  const own = field ? field.type.valueType(field) : systemType(entity, key, world)
  if (own === undefined || rest.length === 0) return own
  if (own.kind === 'list') return rowsType(own, rest, world, relations)
  const target = own.kind === 'record' ? world.entities.get(own.entity) : undefined
  if (!target || relations >= budgets.pathRelations) return undefined
  return typeIn(target, rest, world, relations + 1)
}

function systemType(entity: CompiledEntity, key: string, world: ScopeWorld): ValueType | undefined {
  const names: readonly string[] = entity.parent === null ? systemFields : childSystemFields
  if (!names.includes(key)) return undefined
  const anchor = systemLinks[key]
  return anchor === undefined ? systemTypes[key] : linkType(world.anchors[anchor])
}

/** A name behind a sub-table maps over its rows: a list, flat also over two levels. */
function rowsType(
  list: Extract<ValueType, { kind: 'list' }>,
  rest: readonly string[],
  world: ScopeWorld,
  relations: number
): ValueType | undefined {
  const child = list.of.kind === 'record' ? world.entities.get(list.of.entity) : undefined
  const item = child && typeIn(child, rest, world, relations)
  if (item === undefined) return undefined
  return item.kind === 'list' ? item : { kind: 'list', of: item }
}
