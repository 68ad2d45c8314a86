import { Refusal } from '#engine/errors.ts'
import { languages, signInRequired } from '#core/identity/index.ts'
import type { Principal } from '#core/identity/index.ts'
import { bodyInvalid } from '../errors.ts'
import { readShape } from '../body/read_shape.ts'
import { presentSession } from '../present_session.ts'
import { sessionCookie } from '../request/session_cookie.ts'
import { signed } from '../route.ts'
import type { Answer, Call } from '../route.ts'

const secret = { type: 'text', longest: 1_000 } as const

export const session = {
  /** Signs in: the session's secret goes into a cookie no script can read. */
  async create(call: Call): Promise<Answer> {
    const { identity } = call.services
    const shape = { account: { type: 'text', longest: 200 }, password: secret } as const
    const { account, password } = readShape(call.body, shape)
    const agent = call.header('user-agent') ?? null
    const token = await identity.signIn({ account, password, address: call.address, agent })
    const principal = await identity.actorOfSession(token)
    if (!principal) throw new Refusal(signInRequired({}))
    return {
      status: 200,
      headers: { 'Set-Cookie': sessionCookie(token, call.isSecure) },
      body: { data: presentSession(call.services.registry.current(), principal) },
    }
  },

  show: signed(async ({ services, principal }) => ({
    status: 200,
    body: { data: presentSession(services.registry.current(), principal) },
  })),

  /** Chooses the language of the person, on every device. */
  chooseLanguage: signed(async ({ services, principal, body }) => {
    const given = readShape(body, { language: { type: 'text', longest: 10 } })
    const language = languages.find((one) => one === given.language)
    if (!language) {
      const known = languages.join(', ')
      const [zh, en] = [`须为 ${known} 之一`, `must be one of ${known}`]
      throw new Refusal(bodyInvalid({ key: 'language', keyword: 'enum', zh, en }, '/language'))
    }
    await services.identity.keepLanguage(principal, language)
    const renewed: Principal = { ...principal, language }
    return { status: 200, body: { data: presentSession(services.registry.current(), renewed) } }
  }),

  destroy: signed(async ({ services, principal, address, isSecure }) => {
    await services.identity.signOut(principal, address)
    return { status: 204, headers: { 'Set-Cookie': sessionCookie(null, isSecure) } }
  }),

  changePassword: signed(async ({ services, principal, address, body }) => {
    const { current, next } = readShape(body, { current: secret, next: secret })
    await services.identity.changePassword(principal, { current, next, address })
    const renewed: Principal = { ...principal, mustChangePassword: false }
    return { status: 200, body: { data: presentSession(services.registry.current(), renewed) } }
  }),
}
