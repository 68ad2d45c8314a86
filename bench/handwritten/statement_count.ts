import type { EmitterService, HttpRouterService } from '@adonisjs/core/types'

/** Keeps the statements since they were last asked for; for counting, one request after the other. */
export function countStatements(router: HttpRouterService, emitter: EmitterService): void {
  let statements: string[] = []
  emitter.on('db:query', ({ sql }: { sql: string }) => {
    if (!/^(begin|commit|rollback)/i.test(sql)) statements.push(sql)
  })
  router.get('/__test__/statements', () => {
    const data = statements.map((sql) => ({ sql }))
    statements = []
    return { data }
  })
}
