import type {
  CompiledApplication,
  CompiledEntity,
  CompiledGrant,
  DefinitionRight,
} from '#engine/compile/compiled.ts'
import type { FilterNode } from '#engine/filters/index.ts'
import type { Access } from './access.ts'
import { givesAction, givesField, governedBy, grantsFor, letsWrite } from './grants.ts'
import { narrowing, unionOf } from './scopes.ts'

/** The access that a set of roles gives in one application. Pure; remembers its answers. */
export function roleAccess(application: CompiledApplication, roles: readonly string[]): Access {
  const known = new Map<string, EntityRights>()
  const rightsOn = (entity: CompiledEntity): EntityRights => {
    let rights = known.get(entity.key)
    if (!rights) known.set(entity.key, (rights = entityRights(application, roles, entity)))
    return rights
  }
  const everything = mayEverything(application, roles)
  return {
    everything,
    definitions: everything ? definitionRights : definitionsOf(application, roles),
    may: (entity, action) => rightsOn(entity).having(action).length > 0,
    scope: (entity, action) => rightsOn(entity).scope(action),
    readable: (entity, field) => rightsOn(entity).readable(field),
    masked: (entity, field) => rightsOn(entity).masked(field),
    fieldScope: (entity, field) => rightsOn(entity).fieldScope(field),
    shownScope: (entity, field) => rightsOn(entity).shownScope(field),
    revealScope: (entity, field) => unionOf(rightsOn(entity).revealers(field)),
    writable: (entity, action, field) => rightsOn(entity).writers(action, field).length > 0,
    writeScope: (entity, action, field) => unionOf(rightsOn(entity).writers(action, field)),
  }
}

/** What may be done with definitions, from the least on; each includes those before it. */
export const definitionRights: readonly DefinitionRight[] = ['read', 'edit', 'publish']

function definitionsOf(
  application: CompiledApplication,
  roles: readonly string[]
): readonly DefinitionRight[] {
  const given = roles.flatMap((key) => application.roles.get(key)?.definitions ?? [])
  const most = Math.max(-1, ...given.map((right) => definitionRights.indexOf(right)))
  return definitionRights.slice(0, most + 1)
}

function mayEverything(application: CompiledApplication, roles: readonly string[]): boolean {
  const all = [...application.entities.values()].filter((entity) => entity.parent === null)
  return roles
    .flatMap((key) => application.roles.get(key)?.grants ?? [])
    .filter((grant) => grant.actions.includes('*') && grant.rows === null)
    .some((grant) => all.every((entity) => grant.entities.includes(entity.key)))
}

type Grants = readonly CompiledGrant[]

interface EntityRights {
  having(action: string): Grants
  scope(action: string): FilterNode
  readable(field: string): boolean
  masked(field: string): boolean
  fieldScope(field: string): FilterNode | null
  shownScope(field: string): FilterNode | null
  writers(action: string, field: string): Grants
  revealers(field: string): Grants
}

function entityRights(
  application: CompiledApplication,
  roles: readonly string[],
  entity: CompiledEntity
): EntityRights {
  const governor = governedBy(application, entity)
  const grants = grantsFor(application, roles, governor?.root ?? entity)
  const having = remember((action) => grants.filter((grant) => givesAction(grant, action)))
  // The engine's own columns go with the record; rows of a sub-table with the field that holds them.
  const decisive = (field: string) => (entity.fields.has(field) ? (governor?.field ?? field) : null)
  const giving = (field: string, gives: typeof givesField): Grants =>
    having('read').filter((grant) => gives(grant, field))
  const narrowed = (gives: typeof givesField) =>
    remember((field) => {
      const name = decisive(field)
      return name === null ? null : narrowing(giving(name, gives), having('read'))
    })
  return {
    having,
    scope: remember((action) => unionOf(having(action))),
    readable: remember((field) => {
      const name = decisive(field)
      return (name === null ? having('read') : giving(name, givesField)).length > 0
    }),
    masked: remember((field) => {
      const name = decisive(field)
      if (name === null || giving(name, givesField).length === 0) return false
      return giving(name, givesInClear).length === 0
    }),
    fieldScope: narrowed(givesInClear),
    shownScope: narrowed(givesField),
    revealers(field) {
      const name = decisive(field)
      return name === null ? [] : having('reveal').filter((grant) => givesField(grant, name))
    },
    writers(action, field) {
      const name = decisive(field)
      return name === null ? [] : having(action).filter((grant) => letsWrite(grant, name))
    },
  }
}

function givesInClear(grant: CompiledGrant, field: string): boolean {
  return givesField(grant, field) && !grant.mask.includes(field)
}

/** Names asked about come from requests, so only so many answers are kept. */
const rememberedAnswers = 2_000

function remember<T>(answer: (name: string) => T): (name: string) => T {
  const known = new Map<string, T>()
  return (name) => {
    if (known.has(name)) return known.get(name) as T
    const found = answer(name)
    if (known.size < rememberedAnswers) known.set(name, found)
    return found
  }
}
