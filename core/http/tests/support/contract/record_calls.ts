/** Every operation on records of one entity, once, in the order of a record's life. */
import type { Client } from '../../../../../tests/harness/server.ts'
import type { ApiDocument, Ask } from './api_document.ts'

export interface EntityStory {
  readonly entity: string
  readonly values: Readonly<Record<string, unknown>>
  readonly changes: Readonly<Record<string, unknown>>
  readonly owner: string
  readonly transition?: string
}

export async function callRecords(
  api: ApiDocument,
  client: Client,
  story: EntityStory
): Promise<void> {
  const { entity, values, changes, owner, transition } = story
  const path = `/api/v1/records/${entity}`
  const call = (method: string, rest: string, more: Omit<Ask, 'operation'> = {}) =>
    api.call(client, { operation: `${method} ${path}${rest}`, ...more })
  const made = await call('POST', '', { body: values })
  const { id } = made.json.data as { id: string }
  const of = (more: Omit<Ask, 'operation'> = {}) => ({ params: { id }, ...more })
  let rev = 1
  const seen = () => ({ 'If-Match': `"${rev}"` })
  const keep = (reply: { json: { data?: { rev?: number } } }) =>
    void (rev = reply.json.data?.rev ?? rev)

  await call('GET', '', { query: { count: 'exact', limit: '50', sort: '-created_at' } })
  await call('GET', '', { query: { filter: JSON.stringify({ id }), count: 'estimate' } })
  await call('GET', '/{id}', of())
  await call('GET', '/{id}', of({ query: { asOf: new Date().toISOString() } }))
  await call('POST', '/derive', { body: { values: changes } })
  await call('POST', '/derive', { body: { values: changes, id } })
  keep(await call('PATCH', '/{id}', of({ body: changes, headers: seen() })))
  await call('GET', '/{id}/explain', of({ query: { action: 'update' } }))
  await call('GET', '/{id}/history', of())
  keep(await call('POST', '/{id}/assign', of({ body: { owner }, headers: seen() })))
  const looking = { fields: [Object.keys(values)[0]], reason: '核对' }
  await call('POST', '/{id}/reveal', of({ body: looking }))
  await call('GET', '/{id}/reveals', of())
  if (transition) {
    const step = { params: { id, transition }, body: { comment: '好' } }
    keep(await call('POST', '/{id}/transitions/{transition}', step))
  }
  await call('POST', '/aggregate', { body: { measures: [{ do: 'count', as: 'n' }] } })
  await call('POST', '/bulk', {
    body: { operations: [{ op: 'assign', id, rev, values: { owner } }] },
  })
  const now = await call('GET', '/{id}', of())
  rev = now.json.data.rev
  await call('GET', '/{id}/removal', of())
  await call('DELETE', '/{id}', of({ headers: seen() }))
  await call('GET', '', { query: { deleted: 'true' } })
  await call('GET', '/{id}', of({ status: 404 }))
  await call('POST', '/{id}/restore', of())
}
