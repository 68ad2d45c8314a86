import type { Fault, Language } from '#engine/errors.ts'

/** The body of every answer that is an error (api.md "Errors"). */
export interface ErrorEnvelope {
  errors: {
    code: string
    status: number
    message: string
    path?: string
    params?: Record<string, unknown>
  }[]
  requestId: string
}

/**
 * Shows faults in one language. A 404 does not repeat the id that was asked for: what the actor may
 * not see must answer like what is not there.
 */
export function errorEnvelope(
  faults: readonly Fault[],
  language: Language,
  requestId: string
): ErrorEnvelope {
  return {
    errors: faults.map((fault) => ({
      code: fault.code,
      status: fault.status,
      message: fault.message(language),
      ...(fault.path === undefined ? {} : { path: fault.path }),
      ...shownParams(fault),
    })),
    requestId,
  }
}

/** Texts of both languages travel inside the parameters of some faults; the message has them. */
const inner = new Set(['zh', 'en', 'message'])

function shownParams({ status, params = {} }: Fault): { params?: Record<string, unknown> } {
  const shown = Object.entries(params).filter(
    ([key]) => !inner.has(key) && !(status === 404 && key === 'id')
  )
  return shown.length > 0 ? { params: Object.fromEntries(shown) } : {}
}
