import type { HttpContext } from '@adonisjs/core/http'
import { Refusal } from '#engine/errors.ts'
import { errorEnvelope } from './answer/error_envelope.ts'
import { internal, routeUnknown } from './errors.ts'
import { spokenTo } from './request/language.ts'

/** Turns whatever was thrown into an answer: a Refusal as it is, anything else into a bare 500. */
export default class ExceptionHandler {
  async handle(error: unknown, ctx: HttpContext): Promise<void> {
    const refusal = refusalOf(error)
    const { request, response } = ctx
    const language = spokenTo(request.request, request.request.headers['accept-language'])
    if (refusal.retryAfter !== undefined) response.header('Retry-After', String(refusal.retryAfter))
    const allow = refusal.status === 405 ? refusal.faults[0]?.params?.allow : undefined
    if (Array.isArray(allow)) response.header('Allow', allow.join(', '))
    // Bytes nobody reads would be taken for the next request.
    if (refusal.status === 413 && !request.request.complete) {
      response.header('Connection', 'close')
      request.request.resume()
    }
    response.header('Content-Type', 'application/json; charset=utf-8')
    response.status(refusal.status)
    response.send(JSON.stringify(errorEnvelope(refusal.faults, language, request.id() ?? '')))
  }

  /** Our own faults go to the log with the request id; a client's do not. */
  async report(error: unknown, ctx: HttpContext): Promise<void> {
    if (refusalOf(error).status < 500 || error instanceof Refusal) return
    const { method, url, destroyed, complete } = ctx.request.request
    // A body that was broken off is the client's doing, and anybody could fill the log with it.
    if (destroyed && !complete) return
    ctx.logger.error({ err: error, method, path: url?.split('?')[0] }, 'request failed')
  }
}

function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  const isUnmatched = (error as { code?: unknown } | null)?.code === 'E_ROUTE_NOT_FOUND'
  return new Refusal(isUnmatched ? routeUnknown({}) : internal({}))
}
