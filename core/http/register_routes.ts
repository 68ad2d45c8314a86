import { Readable } from 'node:stream'
import type { HttpContext } from '@adonisjs/core/http'
import type { HttpRouterService } from '@adonisjs/core/types'
import { Refusal } from '#engine/errors.ts'
import { answerRequest } from './answer_request.ts'
import { methodNotAllowed } from './errors.ts'
import { policies } from './route.ts'
import type { Answer, Route } from './route.ts'
import type { Services } from './services.ts'

/**
 * Puts the table of routes on the router. A path that exists for other methods answers 405, to
 * whoever may know that it exists.
 *
 * @throws TypeError when a route declares no policy: the start ends there
 */
export function registerRoutes(
  router: HttpRouterService,
  routes: readonly Route[],
  services: Services
): void {
  checkPolicies(routes)
  for (const route of [...routes, ...otherMethods(routes)]) {
    router.route(route.path, methodsOf(route), async (ctx: HttpContext) => {
      const work = () => answerRequest(route, services, ctx)
      const isLogged = services.statements && !route.path.startsWith('/__test__/')
      send(ctx, await (isLogged ? services.statements!.follow(work) : work()))
    })
  }
}

/** Every route says who may call it, and says it in a word we know. */
export function checkPolicies(routes: readonly Route[]): void {
  const without = routes.filter((route) => !policies.includes(route.policy))
  if (without.length === 0) return
  const names = without.map((route) => `${route.method} ${route.path}`)
  throw new TypeError(`these routes declare no policy: ${names.join(', ')}`)
}

const allMethods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

function methodsOf(route: Route): string[] {
  return route.method === 'GET' ? ['GET', 'HEAD'] : [route.method]
}

/** For each path, the methods it has no action for. */
function otherMethods(routes: readonly Route[]): Route[] {
  const paths = new Set(routes.map((route) => route.path).filter((path) => !path.endsWith('*')))
  return [...paths].flatMap((path) => {
    const here = routes.filter((route) => route.path === path)
    const allow = here.map((route) => route.method)
    const isPublic = here.every((route) => route.policy === 'public')
    return allMethods
      .filter((method) => !allow.includes(method))
      .map((method): Route => ({
        method,
        path,
        policy: isPublic ? 'public' : 'session',
        body: 'optional',
        query: 'any',
        reads: true,
        beforePasswordChange: true,
        action: async () => {
          throw new Refusal(methodNotAllowed({ method, allow }))
        },
      }))
  })
}

/** Writes an answer; text and bytes go as they are, everything else as JSON. */
export function send({ response }: HttpContext, answer: Answer): void {
  response.status(answer.status)
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.header(name, value)
  if (answer.body === undefined) return response.send('')
  if (typeof answer.body === 'string' || answer.body instanceof Uint8Array) {
    return response.send(answer.body)
  }
  if (answer.body instanceof Readable) return response.stream(answer.body)
  response.header('Content-Type', 'application/json; charset=utf-8')
  response.send(JSON.stringify(answer.body))
}
