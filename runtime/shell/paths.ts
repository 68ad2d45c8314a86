/** Addresses of the application. */
export function listPath(entity: string, view: string | null = null): string {
  return `/records/${entity}${view ? `?view=${encodeURIComponent(view)}` : ''}`
}
export function recordPath(entity: string, id: string): string {
  return `/records/${entity}/${id}`
}
export function createPath(entity: string): string {
  return `/records/${entity}/new`
}
export const draftsPath = '/drafts'
export const rolesPath = '/roles'
export function editPath(entity: string, id: string): string {
  return `/records/${entity}/${id}/edit`
}
/** Records of an entity that were removed; of whichever comes first. */
export function binPath(entity?: string): string {
  return entity ? `/bin/${entity}` : '/bin'
}

/**
 * Where to go after signing in: only a path of this application. Anything else (`//evil`,
 * `https://…`, `/\evil`, the sign-in page itself) becomes the start page.
 */
export function safeNext(next: string | null): string {
  if (!next || !next.startsWith('/') || /^\/[/\\]/.test(next)) return '/'
  const url = new URL(next, 'http://local')
  if (url.origin !== 'http://local' || url.pathname === '/sign-in') return '/'
  return url.pathname + url.search
}
