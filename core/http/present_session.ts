import { accessOf } from '#engine/access/index.ts'
import type { CompiledApplication } from '#engine/compile/compiled.ts'
import type { Language } from '#engine/errors.ts'
import type { Principal } from '#core/identity/index.ts'

const actions = ['read', 'create', 'update', 'delete', 'assign'] as const

/** Who am I, as `GET /api/v1/session` tells it. */
export interface SessionJson {
  user: {
    id: string
    account: string
    name: string
    kind: string | null
    department: string | null
    organization: string | null
  }
  /** Keys of the roles held now. */
  roles: string[]
  /** What the roles allow on some record, by entity; entities that may not be read are not named. */
  permissions: Record<string, string[]>
  /** What the roles allow with definitions: read, edit, publish. */
  definitions: string[]
  /** Whether he may give and take roles. */
  givesRoles: boolean
  mustChangePassword: boolean
  /** The language the person reads in; null until it is chosen. */
  language: Language | null
}

/** Nothing but the user is told while the password still has to be changed. */
export function presentSession(
  application: CompiledApplication,
  principal: Principal
): SessionJson {
  const { actor, mustChangePassword, language } = principal
  return {
    user: {
      id: actor.userId,
      account: actor.account,
      name: actor.name,
      kind: actor.kind,
      department: actor.departmentId,
      organization: actor.organizationId,
    },
    roles: [...actor.roles],
    permissions: mustChangePassword ? {} : permissionsOf(application, principal),
    definitions: mustChangePassword ? [] : [...accessOf(application, actor).definitions],
    givesRoles: !mustChangePassword && givesRoles(application, principal),
    mustChangePassword,
    language,
  }
}

function givesRoles(application: CompiledApplication, { actor }: Principal): boolean {
  const people = application.entities.get(application.anchors.user ?? '')
  return people !== undefined && accessOf(application, actor).may(people, 'assign')
}

function permissionsOf(application: CompiledApplication, { actor }: Principal) {
  const access = accessOf(application, actor)
  const permissions: Record<string, string[]> = {}
  for (const entity of application.entities.values()) {
    if (entity.parent !== null || !access.may(entity, 'read')) continue
    permissions[entity.key] = actions.filter((action) => access.may(entity, action))
  }
  return permissions
}
