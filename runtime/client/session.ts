import { ApiError } from './api_error.ts'
import { request } from './http.ts'

/** Who is signed in. */
export interface Session {
  user: { id: string; account: string; name: string }
  roles: string[]
  /** The password is a first one and has to be changed before anything else. */
  mustChangePassword: boolean
}

interface SessionAnswer {
  data: Session
}

function readSession({ data }: SessionAnswer): Session {
  const { user, roles, mustChangePassword } = data
  return { user, roles, mustChangePassword }
}

/** The present session, or null when nobody is signed in. */
export async function currentSession(): Promise<Session | null> {
  try {
    return readSession(await request<SessionAnswer>('GET', '/session'))
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null
    throw error
  }
}

export async function signIn(given: { account: string; password: string }): Promise<Session> {
  return readSession(await request<SessionAnswer>('POST', '/session', { body: given }))
}

export async function signOut(): Promise<void> {
  await request<undefined>('DELETE', '/session')
}

/** Sets the own password; other sessions of the user end. */
export async function changePassword(given: { current: string; next: string }): Promise<Session> {
  return readSession(await request<SessionAnswer>('POST', '/session/password', { body: given }))
}
