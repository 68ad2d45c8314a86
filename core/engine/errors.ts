/** Languages a message exists in. zh-CN is the first and the fall-back. */
export type Language = 'zh-CN' | 'en'

/** One fault as the API shows it (api.md "Errors"); the message is derived from `params` per language. */
export interface Fault {
  code: string
  status: number
  /** JSON pointer of the faulty value in the request body, '' or absent when there is none. */
  path?: string
  params?: Record<string, unknown>
  message: (language: Language) => string
}

/**
 * Thrown at the edge of a room when a request cannot be carried out. Carries every fault found,
 * not only the first; `status` is that of the first one.
 */
export class Refusal extends Error {
  readonly faults: readonly Fault[]
  readonly status: number
  /** Seconds a client should wait, sent as `Retry-After`. */
  readonly retryAfter: number | undefined

  constructor(faults: Fault | readonly Fault[], options: { retryAfter?: number } = {}) {
    const list = Array.isArray(faults) ? (faults as readonly Fault[]) : [faults as Fault]
    const first = list[0]
    if (!first) throw new TypeError('a Refusal needs at least one fault')
    super(`${first.code}: ${first.message('en')}`)
    this.name = 'Refusal'
    this.faults = list
    this.status = first.status
    this.retryAfter = options.retryAfter
  }
}

/** Parameters first, message derived: both languages read the same structured values. */
export interface FaultDefinition<P> {
  (params: P, path?: string): Fault
  readonly code: string
  readonly status: number
}

const catalogue = new Map<string, number>()

/**
 * Declares an error code. One `errors.ts` per room calls this for each of its codes; docs/errors.md
 * lists them all and a test keeps both in step.
 *
 * @throws TypeError when a code is declared twice
 * @example
 * export const recordStale = defineFault<{ rev: number }>({
 *   code: 'E_RECORD_STALE', status: 409,
 *   zh: (p) => `记录已被他人修改（当前版本 ${p.rev}）`, en: (p) => `Record changed (now rev ${p.rev})`,
 * })
 * throw new Refusal(recordStale({ rev: 7 }))
 */
export function defineFault<P extends Record<string, unknown> = Record<string, never>>(spec: {
  code: `E_${string}`
  status: number
  zh: (params: P) => string
  en: (params: P) => string
}): FaultDefinition<P> {
  if (catalogue.has(spec.code)) throw new TypeError(`error code ${spec.code} is declared twice`)
  catalogue.set(spec.code, spec.status)
  const make = (params: P, path?: string): Fault => ({
    code: spec.code,
    status: spec.status,
    ...(path === undefined ? {} : { path }),
    params,
    message: (language) => (language === 'en' ? spec.en(params) : spec.zh(params)),
  })
  return Object.assign(make, { code: spec.code, status: spec.status })
}

/** Every code declared by the modules loaded so far, with its status. */
export function declaredFaults(): ReadonlyMap<string, number> {
  return catalogue
}
