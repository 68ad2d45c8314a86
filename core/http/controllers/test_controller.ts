import type { Answer, Call } from '../route.ts'

/** Exists only with GUIJU_TEST=1, which production refuses. */
export const testing = {
  async statements({ services }: Call): Promise<Answer> {
    return { status: 200, body: { data: services.statements?.last() ?? [] } }
  },
}
