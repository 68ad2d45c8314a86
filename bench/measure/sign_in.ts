import { samplePassword } from './start_server.ts'

/** The user of the bench: an ordinary one, with the role of the bench's module alone. */
export interface BenchUser {
  id: string
  departmentId: string
  organizationId: string
  token: string
}

/** Signs in at the platform and has a token made, good at both servers. */
export async function signIn(url: string, account = 'weiyong'): Promise<BenchUser> {
  // Filling rows may take longer than the server keeps a connection, and blocks this process.
  const headers = { 'Origin': url, 'Content-Type': 'application/json', 'Connection': 'close' }
  const post = async (path: string, body: object, more: Record<string, string> = {}) => {
    const all = { ...headers, ...more }
    const answer = await fetch(url + path, {
      method: 'POST',
      headers: all,
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return answer
  }
  const session = await post('/api/v1/session', { account, password: samplePassword })
  const cookie = session.headers.getSetCookie()[0]!.split(';')[0]!
  const { user } = ((await session.json()) as SessionAnswer).data
  const made = await post('/api/v1/tokens', { name: 'bench' }, { Cookie: cookie })
  const { token } = ((await made.json()) as { data: { token: string } }).data
  const { id, department, organization } = user
  return { id, departmentId: department, organizationId: organization, token }
}

interface SessionAnswer {
  data: { user: { id: string; department: string; organization: string } }
}
