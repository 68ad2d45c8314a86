import {
  data,
  flag,
  id,
  integer,
  list,
  map,
  members,
  names,
  orNull,
  text,
  textUpTo,
  time,
} from './schema.ts'
import type { Operation } from './schema.ts'

const v1 = '/api/v1'
const secret = textUpTo(1_000)
const session = members({
  user: members({
    ...{ id, account: text, name: text, kind: orNull(text) },
    ...{ department: orNull(id), organization: orNull(id) },
  }),
  roles: names,
  permissions: map(names, 'what the roles allow on some record, by entity'),
  definitions: list({ enum: ['read', 'edit', 'publish'] }),
  givesRoles: flag,
  mustChangePassword: flag,
  language: { enum: ['zh-CN', 'en', null] },
})
const token = { id, name: text, scopes: names, createdAt: time, expiresAt: orNull(time) }
const assignment = {
  ...{ role: text, organization: orNull(id), from: orNull(time), until: orNull(time) },
}
const givenRole = members({ role: text, from: text, until: text }, ['from', 'until'])
const roles = { type: 'array', items: { anyOf: [text, givenRole] }, maxItems: 100 }

const people = members({ entity: text, title: text, titleField: text })
const heldRole = members({
  ...{ role: text, title: text, everything: flag },
  holders: list(
    members({
      ...{ id, name: text, account: text, active: flag, from: orNull(time), until: orNull(time) },
    })
  ),
})

/** Sessions, tokens, and what is kept of users beside their records. */
export const identityOperations: Readonly<Record<string, Operation>> = {
  [`POST ${v1}/session`]: {
    body: members({ account: textUpTo(200), password: secret }),
    answer: data(session),
  },
  [`GET ${v1}/session`]: { answer: data(session) },
  [`DELETE ${v1}/session`]: { status: 204 },
  [`POST ${v1}/session/password`]: {
    body: members({ current: secret, next: secret }),
    answer: data(session),
  },
  [`PUT ${v1}/session/language`]: {
    body: members({ language: { enum: ['zh-CN', 'en'] } }),
    answer: data(session),
  },
  [`GET ${v1}/tokens`]: { answer: data(list(members(token))) },
  [`POST ${v1}/tokens`]: {
    body: members(
      {
        name: textUpTo(100),
        scopes: { type: 'array', items: text, maxItems: 10 },
        expiresIn: { ...integer, minimum: 60, maximum: 366 * 86_400, description: 'seconds' },
      },
      ['scopes', 'expiresIn']
    ),
    status: 201,
    answer: data(members({ ...token, token: { ...text, description: 'shown once' } })),
  },
  [`DELETE ${v1}/tokens/:id`]: { status: 204 },
  [`GET ${v1}/roles`]: { answer: data(members({ people, roles: list(heldRole) })) },
  [`GET ${v1}/users/:id/roles`]: { answer: data(list(members(assignment))) },
  [`PUT ${v1}/users/:id/roles`]: {
    body: members({ roles }),
    answer: data(list(members(assignment))),
  },
  [`PATCH ${v1}/users/:id/roles`]: {
    body: members({ give: roles, take: { type: 'array', items: text, maxItems: 100 } }, [
      'give',
      'take',
    ]),
    answer: data(list(members(assignment))),
  },
  [`PUT ${v1}/users/:id/password`]: { body: members({ password: secret }), status: 204 },
}
