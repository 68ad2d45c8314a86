import { Refusal } from '#engine/errors.ts'
import { notReady } from '../errors.ts'
import type { Answer, Call } from '../route.ts'

/** For the proxy or supervisor in front: is the process alive, and may it get requests. */
export const health = {
  async live(): Promise<Answer> {
    return { status: 200, body: { status: 'live' } }
  },

  async ready({ services }: Call): Promise<Answer> {
    const answers = await services.database.read.all('SELECT 1 AS one').catch(() => null)
    if (!answers || !services.isReady()) throw new Refusal(notReady({}), { retryAfter: 1 })
    return { status: 200, body: { status: 'ready' } }
  },
}
