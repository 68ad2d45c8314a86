import { Refusal } from '#engine/errors.ts'
import { readShape } from '../body/read_shape.ts'
import { bodyInvalid } from '../errors.ts'
import { signed } from '../route.ts'

const shape = {
  name: { type: 'text', longest: 100 },
  scopes: { type: 'list', optional: true, most: 10 },
  expiresIn: { type: 'integer', optional: true, from: 60, to: 366 * 86_400 },
} as const

/** Tokens with which programs act as the user who made them. */
export const tokens = {
  list: signed(async ({ services, principal }) => ({
    status: 200,
    body: { data: await services.identity.listTokens(principal) },
  })),

  create: signed(async ({ services, principal, address, body }) => {
    const given = readShape(body, shape)
    const scopes = given.scopes && readTexts(given.scopes, 'scopes')
    const token = await services.identity.issueToken(principal, { ...given, scopes, address })
    return { status: 201, body: { data: token } }
  }),

  destroy: signed(async ({ services, principal, address, params }) => {
    await services.identity.revokeToken(principal, params.id ?? '', address)
    return { status: 204 }
  }),
}

function readTexts(list: readonly unknown[], key: string): string[] {
  const faults = list.flatMap((one, n) =>
    typeof one === 'string'
      ? []
      : [bodyInvalid({ key, keyword: 'type', zh: '须为文本', en: 'must be text' }, `/${key}/${n}`)]
  )
  if (faults.length > 0) throw new Refusal(faults)
  return list as string[]
}
