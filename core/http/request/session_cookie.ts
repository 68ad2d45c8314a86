import { sessionLife } from '#core/identity/index.ts'

/** Over TLS the browser itself guards the name: only this host, only encrypted, only path `/`. */
const names = { plain: 'guiju_session', secure: '__Host-guiju_session' }

/** The session's secret in a request's `Cookie` header; null when there is none. */
export function readSessionCookie(header: string | undefined, isSecure: boolean): string | null {
  const name = isSecure ? names.secure : names.plain
  for (const pair of (header ?? '').split(';')) {
    const [key, value] = pair.trim().split('=', 2)
    if (key === name && value) return value
  }
  return null
}

/** `Set-Cookie` that hands out a session, or takes it back when `secret` is null. */
export function sessionCookie(secret: string | null, isSecure: boolean): string {
  const age = secret === null ? 0 : sessionLife.absolute / 1000
  const name = isSecure ? names.secure : names.plain
  return [
    `${name}=${secret ?? ''}`,
    'Path=/',
    `Max-Age=${age}`,
    'HttpOnly',
    'SameSite=Lax',
    ...(isSecure ? ['Secure'] : []),
  ].join('; ')
}
