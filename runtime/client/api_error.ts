/** One fault of an answer, as api.md "Errors" lays down. */
export interface ApiFault {
  code: string
  status: number
  message: string
  /** JSON pointer into the request body. */
  path?: string
  params?: Record<string, unknown>
}

/**
 * A request that was refused or did not arrive. `status` 0 means that no answer came (offline);
 * `faults` then holds one fault of the client.
 */
export class ApiError extends Error {
  readonly status: number
  readonly faults: readonly ApiFault[]
  readonly requestId: string | null
  /** Seconds the server asks to wait. */
  readonly retryAfter: number | null

  constructor(given: {
    status: number
    faults: readonly ApiFault[]
    requestId?: string | null
    retryAfter?: number | null
  }) {
    super(given.faults[0]?.message ?? `HTTP ${given.status}`)
    this.name = 'ApiError'
    this.status = given.status
    this.faults = given.faults
    this.requestId = given.requestId ?? null
    this.retryAfter = given.retryAfter ?? null
  }

  /** Whether one of the faults has this code. */
  has(code: string): boolean {
    return this.faults.some((fault) => fault.code === code)
  }

  /** The fault with this code. */
  fault(code: string): ApiFault | undefined {
    return this.faults.find((each) => each.code === code)
  }
}

interface Envelope {
  errors?: unknown
  requestId?: unknown
}

/**
 * Reads the error envelope of an answer. An answer that is not one (a proxy's HTML page) becomes a
 * single fault `E_CLIENT_ANSWER` with the given text.
 */
export function readApiError(
  status: number,
  body: unknown,
  more: { requestId: string | null; retryAfter: number | null; unreadable: string }
): ApiError {
  const envelope = (typeof body === 'object' && body !== null ? body : {}) as Envelope
  const given = Array.isArray(envelope.errors) ? (envelope.errors as unknown[]) : []
  const faults = given.filter(isFault)
  const requestId = typeof envelope.requestId === 'string' ? envelope.requestId : more.requestId
  return new ApiError({
    status,
    faults: faults.length
      ? faults
      : [{ code: 'E_CLIENT_ANSWER', status, message: `${more.unreadable} (HTTP ${status})` }],
    requestId,
    retryAfter: more.retryAfter,
  })
}

function isFault(given: unknown): given is ApiFault {
  if (typeof given !== 'object' || given === null) return false
  const { code, message } = given as Record<string, unknown>
  return typeof code === 'string' && typeof message === 'string'
}

/**
 * Sorts faults into those that belong to a place in the body and those that belong to none
 * (shown above the form). A place with several faults keeps the first.
 */
export function faultsByPointer(faults: readonly ApiFault[]): {
  placed: Map<string, string>
  general: string[]
} {
  const placed = new Map<string, string>()
  const general: string[] = []
  for (const fault of faults) {
    if (!fault.path) general.push(fault.message)
    else if (!placed.has(fault.path)) placed.set(fault.path, fault.message)
  }
  return { placed, general }
}
