import { ExceptionHandler } from '@adonisjs/core/http'
import type { HttpContext } from '@adonisjs/core/http'
import { Refused } from './refused.ts'

/** Refusals as JSON; everything else is ours to look into. */
export default class HandwrittenExceptionHandler extends ExceptionHandler {
  override async handle(error: unknown, ctx: HttpContext) {
    if (error instanceof Refused) {
      ctx.response.status(error.status).json({ errors: error.faults })
      return
    }
    const status = (error as { status?: number }).status ?? 500
    if (status >= 500) console.error(error)
    ctx.response.status(status).json({ errors: [{ code: 'E_FAILED', message: 'failed' }] })
  }

  override async report() {}
}
