import { ApiError } from './api_error.ts'
import { request } from './http.ts'
import type { Language } from '#runtime/texts/index.ts'

/** Who is signed in. */
export interface Session {
  user: { id: string; account: string; name: string }
  roles: string[]
  /** What may be done with definitions. */
  definitions: ('read' | 'edit' | 'publish')[]
  /** Whether roles may be given and taken, and others' rights be asked about. */
  givesRoles: boolean
  /** The password is a first one and has to be changed before anything else. */
  mustChangePassword: boolean
  /** Kept with the person; null until it is chosen. */
  language: Language | null
}

interface SessionAnswer {
  data: Session
}

function readSession({ data }: SessionAnswer): Session {
  const { user, roles, definitions, givesRoles, mustChangePassword, language } = data
  return { user, roles, definitions, givesRoles, mustChangePassword, language }
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

/** Keeps the language the person reads in. */
export async function chooseLanguage(language: Language): Promise<void> {
  await request<SessionAnswer>('PUT', '/session/language', { body: { language } })
}

/** Sets the own password; other sessions of the user end. */
export async function changePassword(given: { current: string; next: string }): Promise<Session> {
  return readSession(await request<SessionAnswer>('POST', '/session/password', { body: given }))
}
