import { language, texts } from '#runtime/texts/index.ts'
import { ApiError, readApiError } from './api_error.ts'

export type Query = Record<string, string | number | undefined>

export interface RequestOptions {
  query?: Query
  body?: unknown
  headers?: Record<string, string>
  signal?: AbortSignal
}

const base = '/api/v1'

/**
 * Sends one JSON request to the API and returns the answer's body.
 *
 * @throws ApiError for every refusal, an answer that is not JSON, and no answer at all
 */
export async function request<T>(
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
  path: string,
  options: RequestOptions = {}
): Promise<T> {
  const answer = await send(method, path, options)
  if (answer.status === 204) return undefined as T
  const body = await answer.json().catch(() => undefined)
  if (answer.ok && body !== undefined) return body as T
  throw readApiError(answer.status, body, {
    requestId: answer.headers.get('x-request-id'),
    retryAfter: Number(answer.headers.get('retry-after')) || null,
    unreadable: texts.errors.unreadable,
  })
}

async function send(method: string, path: string, options: RequestOptions): Promise<Response> {
  const withBody = options.body !== undefined
  try {
    return await fetch(base + path + queryText(options.query), {
      method,
      credentials: 'same-origin',
      headers: {
        'Accept': 'application/json',
        'Accept-Language': language,
        ...(withBody ? { 'Content-Type': 'application/json' } : {}),
        ...options.headers,
      },
      ...(withBody ? { body: JSON.stringify(options.body) } : {}),
      ...(options.signal ? { signal: options.signal } : {}),
    })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    const fault = { code: 'E_CLIENT_OFFLINE', status: 0, message: texts.errors.offline }
    throw new ApiError({ status: 0, faults: [fault] })
  }
}

/** `?a=1&b=2`, or nothing; members that are undefined or empty are left out. */
export function queryText(query: Query | undefined): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== '') search.set(name, String(value))
  }
  const text = search.toString()
  return text && `?${text}`
}
