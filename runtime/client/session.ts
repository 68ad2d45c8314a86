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
  data: {
    user: Session['user'] & { mustChangePassword?: boolean }
    roles?: string[]
    mustChangePassword?: boolean
  }
}

function readSession({ data }: SessionAnswer): Session {
  return {
    user: data.user,
    roles: data.roles ?? [],
    mustChangePassword: data.mustChangePassword ?? data.user.mustChangePassword ?? false,
  }
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

export async function signIn(given: {
  account: string
  password: string
  otp?: string
}): Promise<Session> {
  await request<SessionAnswer>('POST', '/session', { body: given })
  return readSession(await request<SessionAnswer>('GET', '/session'))
}

export async function signOut(): Promise<void> {
  await request<undefined>('DELETE', '/session')
}

export async function changePassword(given: { password: string; to: string }): Promise<void> {
  await request<undefined>('PUT', '/session/password', { body: given })
}
