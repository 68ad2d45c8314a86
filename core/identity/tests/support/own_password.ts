import type { Client, TestServer } from '../../../../tests/harness/server.ts'

export const ownPassword = 'Candle-Harvest-28'

/** Gives a user a password, who changes it at his first sign-in as he must. */
export async function withOwnPassword(
  server: TestServer,
  admin: Client,
  { id, account }: { id: string; account: string }
): Promise<Client> {
  const given = 'Meadow-Compass-63'
  await admin.put(`/api/v1/users/${id}/password`, { password: given })
  const user = await server.signIn(account, given)
  await user.post('/api/v1/session/password', { current: given, next: ownPassword })
  return server.signIn(account, ownPassword)
}
