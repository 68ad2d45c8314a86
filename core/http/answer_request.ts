/**
 * The life of one request, from the matched route to the answer. Each rung refuses with the code
 * named at its side; the controller itself parses, calls one room and presents.
 *
 * | rung | refuses with |
 * | --- | --- |
 * | origin: nothing unsafe from another site | E_ORIGIN_REFUSED |
 * | transport: no password where others can read along | E_CONNECTION_INSECURE |
 * | credential: cookie or bearer token -> Principal | E_AUTH_REQUIRED |
 * | policy: person, password changed, scope of the token | E_AUTH_… |
 * | parameters: known names, once | E_QUERY_UNKNOWN_PARAMETER |
 * | module: this process serves it | E_ROUTE_MODULE_ELSEWHERE |
 * | body: JSON, size, depth, keys | E_BODY_… |
 * | controller | what the rooms say |
 */
import type { HttpContext } from '@adonisjs/core/http'
import { Refusal } from '#engine/errors.ts'
import {
  passwordChangeRequired,
  sessionRequired,
  signInRequired,
  tokenScope,
} from '#core/identity/index.ts'
import type { Identity, Principal } from '#core/identity/index.ts'
import { readBody } from './body/read_body.ts'
import { connectionInsecure, moduleElsewhere, originRefused } from './errors.ts'
import { goneSignal } from './request/gone_signal.ts'
import { connectionOf, isConfidential } from './request/connection.ts'
import type { Connection } from './request/connection.ts'
import { languageOf, speak } from './request/language.ts'
import { isSameOrigin } from './request/origin.ts'
import { checkParameters, readQuery } from './request/query_parameters.ts'
import { readSessionCookie } from './request/session_cookie.ts'
import type { Answer, Call, Route } from './route.ts'
import type { Services } from './services.ts'

/** Answers one request on one route. */
export async function answerRequest(
  route: Route,
  services: Services,
  ctx: HttpContext
): Promise<Answer> {
  const { request } = ctx
  const raw = request.request
  const connection = connectionOf(raw, services.trustsProxy)
  const { isSecure, address, host } = connection
  if (route.method !== 'GET' && !isSameOrigin(raw, host)) throw new Refusal(originRefused({}))
  if (services.encryptedOnly) checkConfidential(route, connection)
  const principal = await principalOf(services.identity, raw.headers, isSecure)
  const language =
    languageOf(raw.headers['accept-language']) ?? principal?.actor.language ?? 'zh-CN'
  speak(raw, language)
  checkPolicy(route, principal)
  const query = readQuery(raw.url ?? '')
  if (route.query !== 'any') checkParameters(query, route.query)
  checkModule(services.modules, ctx.params.entity as string | undefined)
  const call: Call = {
    services,
    requestId: request.id() ?? '',
    path: request.url(),
    params: ctx.params as Record<string, string>,
    query,
    language,
    address,
    isSecure,
    principal: principal && { ...principal, actor: { ...principal.actor, language } },
    body: await readBody(raw, route.body),
    get signal() {
      return goneSignal(ctx.response.response)
    },
    incoming: raw,
    header: (name) => request.header(name) ?? undefined,
  }
  await services.registry.ready(language)
  return route.action(call)
}

function checkConfidential(route: Route, connection: Connection): void {
  if (route.carriesSecret && !isConfidential(connection)) throw new Refusal(connectionInsecure({}))
}

async function principalOf(
  identity: Identity,
  headers: { cookie?: string; authorization?: string },
  isSecure: boolean
): Promise<Principal | null> {
  const bearer = /^Bearer +(\S{1,200}) *$/i.exec(headers.authorization ?? '')?.[1]
  if (headers.authorization !== undefined) return bearer ? identity.actorOfToken(bearer) : null
  const secret = readSessionCookie(headers.cookie, isSecure)
  return secret === null ? null : identity.actorOfSession(secret)
}

function checkPolicy(route: Route, principal: Principal | null): void {
  if (route.policy === 'public') return
  if (!principal) throw new Refusal(signInRequired({}))
  if (principal.mustChangePassword && !route.beforePasswordChange) {
    throw new Refusal(passwordChangeRequired({}))
  }
  if (principal.via === 'session') return
  if (route.policy === 'person') throw new Refusal(sessionRequired({}))
  const needs = route.method === 'GET' || route.reads ? 'read' : 'write'
  if (!principal.scopes.includes(needs)) throw new Refusal(tokenScope({ needs }))
}

function checkModule(modules: readonly string[] | null, entity: string | undefined): void {
  const module = entity?.split('.')[0]
  if (modules && module && !modules.includes(module)) {
    throw new Refusal(moduleElsewhere({ module }))
  }
}
