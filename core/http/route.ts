import type { IncomingMessage } from 'node:http'
import type { Language } from '#engine/errors.ts'
import type { Principal } from '#core/identity/index.ts'
import type { BodyRule } from './body/read_body.ts'
import type { QueryParameters } from './request/query_parameters.ts'
import type { Services } from './services.ts'

/**
 * Who may call a route. `public`: everybody. `session`: whoever is signed in or has a token, within
 * the rights of his roles. `person`: signed in by password; a token is not enough.
 */
export const policies = ['public', 'session', 'person'] as const
export type Policy = (typeof policies)[number]

/** One row of the table of routes: everything that is decided before the controller runs. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Path with `:name` parameters; a last `*` takes the rest. */
  readonly path: string
  readonly policy: Policy
  readonly body: BodyRule
  /** Query parameters that are known; `any` leaves the check to the room that reads them. */
  readonly query: readonly string[] | 'any'
  /** Changes nothing although it is not a GET: a token with scope `read` is enough. */
  readonly reads?: boolean
  /** Its body holds a password: in production refused over plain HTTP. */
  readonly carriesSecret?: boolean
  /** May be called while the password still has to be changed. */
  readonly beforePasswordChange?: boolean
  /** Sentence for openapi.json; a route without one is not listed there. */
  readonly about?: string
  readonly action: (call: Call) => Promise<Answer>
}

/** A request as a controller sees it. */
export interface Call {
  readonly services: Services
  readonly requestId: string
  readonly path: string
  readonly params: Readonly<Record<string, string>>
  readonly query: QueryParameters
  readonly language: Language
  readonly address: string
  readonly isSecure: boolean
  /** Null on a public route without a valid credential. */
  readonly principal: Principal | null
  readonly body: unknown
  /** Aborted when the client has gone before its answer; its reason is a Refusal. */
  readonly signal: AbortSignal
  /** The request itself, for routes whose body is `multipart`. */
  readonly incoming: IncomingMessage
  /** One request header, lower-case name. */
  header(name: string): string | undefined
}

/** What a controller answers; `body` is JSON unless it is text, bytes or a stream with a content type. */
export interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** A call on a route that is not public. */
export type SignedCall = Call & { readonly principal: Principal }

/** Wraps an action that needs a principal; routes with policy `public` cannot use it. */
export function signed(
  action: (call: SignedCall) => Promise<Answer>
): (call: Call) => Promise<Answer> {
  return (call) => {
    if (!call.principal)
      throw new TypeError('a public route calls an action that needs a principal')
    return action(call as SignedCall)
  }
}
