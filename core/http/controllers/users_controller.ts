import { Refusal } from '#engine/errors.ts'
import type { RoleAssignment } from '#core/identity/index.ts'
import { readShape } from '../body/read_shape.ts'
import { bodyInvalid } from '../errors.ts'
import { signed } from '../route.ts'

/** What identity keeps beside a user's record: roles and password. Needs `assign` on the record. */
export const users = {
  /** Every role with its holders, for the page of roles. */
  allRoles: signed(async ({ services, principal }) => ({
    status: 200,
    body: { data: await services.identity.listRoles(principal) },
  })),

  roles: signed(async ({ services, principal, params }) => ({
    status: 200,
    body: { data: await services.identity.rolesOfUser(principal, params.id ?? '') },
  })),

  assignRoles: signed(async ({ services, principal, params, address, body }) => {
    const { roles: list } = readShape(body, { roles: { type: 'list', most: 100 } })
    const roles = list.map((one, n) => readRole(one, `/roles/${n}`))
    const given = { userId: params.id ?? '', roles, address }
    return { status: 200, body: { data: await services.identity.assignRoles(principal, given) } }
  }),

  changeRoles: signed(async ({ services, principal, params, address, body }) => {
    const shape = { type: 'list', most: 100, optional: true } as const
    const { give = [], take = [] } = readShape(body, { give: shape, take: shape })
    const given = {
      ...{ userId: params.id ?? '', address },
      give: give.map((one, n) => readRole(one, `/give/${n}`)),
      take: take.map((one, n) => readRole(one, `/take/${n}`).role),
    }
    return { status: 200, body: { data: await services.identity.changeRoles(principal, given) } }
  }),

  setPassword: signed(async ({ services, principal, params, address, body }) => {
    const { password } = readShape(body, { password: { type: 'text', longest: 1_000 } })
    await services.identity.resetPassword(principal, { userId: params.id ?? '', password, address })
    return { status: 204 }
  }),
}

const roleShape = {
  role: { type: 'text', longest: 60 },
  from: { type: 'text', optional: true, longest: 24 },
  until: { type: 'text', optional: true, longest: 24 },
} as const

/** A role key, or `{role, from?, until?}`. */
function readRole(one: unknown, path: string): RoleAssignment {
  if (typeof one === 'string') return { role: one, organization: null, from: null, until: null }
  const { role, from, until } = readShape(one, roleShape, path)
  return {
    role,
    organization: null,
    from: readTime(from, `${path}/from`),
    until: readTime(until, `${path}/until`),
  }
}

function readTime(text: string | undefined, path: string): string | null {
  if (text === undefined) return null
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) ? Date.parse(text) : Number.NaN
  if (!Number.isNaN(time)) return new Date(time).toISOString()
  const key = path.split('/').at(-1)!
  const params = { key, keyword: 'format', zh: '须为时间', en: 'must be a date-time' }
  throw new Refusal(bodyInvalid(params, path))
}
