import type { Actor } from '#engine/access/index.ts'
import type { SendOptions } from '../../../../../tests/harness/server.ts'
import type { LeakRecords } from './leak_door.ts'

/** Sends one request as somebody and gives the JSON of its answer. @throws WireRefusal below 500 */
export type Ask = (
  actor: Actor,
  method: string,
  path: string,
  options?: SendOptions
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- JSON of every shape
) => Promise<any>

/** The stories of records as requests of the API. */
export function wireRecords(ask: Ask): LeakRecords {
  const pathOf = (entity: string, ...rest: string[]) =>
    ['/api/v1/records', entity, ...rest].join('/')
  const asked = (query: object) => {
    const text = new URLSearchParams(query as Record<string, string>).toString()
    return text === '' ? '' : `?${text}`
  }
  const seen = (rev: number | null | undefined): Record<string, string> =>
    rev == null ? {} : { 'If-Match': `"${rev}"` }
  const data = async (answer: Promise<{ data: never }>) => (await answer).data
  return {
    list: (actor, entity, query) => ask(actor, 'GET', pathOf(entity) + asked(query)),
    get: (actor, entity, id, query = {}) => ask(actor, 'GET', pathOf(entity, id) + asked(query)),
    asOf: (actor, entity, id, query) => ask(actor, 'GET', pathOf(entity, id) + asked(query)),
    history: (actor, entity, id, query = {}) =>
      ask(actor, 'GET', pathOf(entity, id, 'history') + asked(query)),
    aggregate: (actor, entity, body) => ask(actor, 'POST', pathOf(entity, 'aggregate'), { body }),
    derive: (actor, { entity, values, id }) =>
      ask(actor, 'POST', pathOf(entity, 'derive'), { body: { values, ...(id ? { id } : {}) } }),
    create: (actor, entity, values) => data(ask(actor, 'POST', pathOf(entity), { body: values })),
    patch: (actor, entity, id, values, { rev }) =>
      data(ask(actor, 'PATCH', pathOf(entity, id), { body: values, headers: seen(rev) })),
    bulk: (actor, entity, body) => data(ask(actor, 'POST', pathOf(entity, 'bulk'), { body })),
    remove: (actor, entity, id, { rev }) =>
      ask(actor, 'DELETE', pathOf(entity, id), { headers: seen(rev) }),
    removal: (actor, entity, id) => data(ask(actor, 'GET', pathOf(entity, id, 'removal'))),
    restore: (actor, entity, id) => data(ask(actor, 'POST', pathOf(entity, id, 'restore'))),
    explain: (actor, entity, id, { query, language }) =>
      data(
        ask(actor, 'GET', pathOf(entity, id, 'explain') + asked(query), {
          headers: { 'Accept-Language': language },
        })
      ),
    reveal: (actor, { entity, id, fields, reason }) =>
      data(ask(actor, 'POST', pathOf(entity, id, 'reveal'), { body: { fields, reason } })),
    reveals: (actor, entity, id) => data(ask(actor, 'GET', pathOf(entity, id, 'reveals'))),
  }
}
