import {
  anything,
  data,
  flag,
  id,
  integer,
  list,
  map,
  members,
  orNull,
  reference,
  text,
  time,
} from './schema.ts'
import type { Operation } from './schema.ts'

const v1 = '/api/v1'
const entity = members({ entity: text, title: text })
const menu = members({
  release: text,
  groups: list(
    members({
      ...{ module: text, title: text },
      items: list(members({ title: text, entity: text, view: orNull(text), icon: orNull(text) })),
    })
  ),
  bin: list(entity),
})
const job = members({
  ...{ id, kind: text, state: { enum: ['waiting', 'running', 'done', 'failed', 'cancelled'] } },
  progress: members({ done: integer, total: orNull(integer) }),
  ...{ attempts: integer, result: anything('what the kind of job tells'), error: orNull(text) },
  ...{ due_at: time, created_by: text, created_at: time },
  ...{ started_at: orNull(time), finished_at: orNull(time) },
})
const file = members({ id, title: text, type: text, size: integer })

/** What the browser's part is made of, jobs and files. */
export const applicationOperations: Readonly<Record<string, Operation>> = {
  [`GET ${v1}/runtime/menu`]: { answer: data(menu) },
  [`GET ${v1}/runtime/forms/:entity`]: {
    answer: members({ data: reference('Form'), validator: orNull(text) }),
  },
  [`GET ${v1}/runtime/views/:entity`]: { answer: data(reference('View')) },
  [`GET ${v1}/runtime/validators/:file`]: { media: 'text/javascript', answer: text },
  [`GET ${v1}/openapi.json`]: { answer: map(anything('OpenAPI 3.1'), 'this description') },
  [`GET ${v1}/jobs`]: { answer: data(list(job)) },
  [`GET ${v1}/jobs/:id`]: { answer: data(job) },
  [`DELETE ${v1}/jobs/:id`]: { answer: data(job) },
  [`POST ${v1}/jobs/:id/retry`]: { answer: data(job) },
  [`POST ${v1}/computed/check`]: {
    body: members({ repair: flag }, ['repair']),
    status: 202,
    answer: data(members({ id })),
  },
  [`POST ${v1}/files`]: {
    body: map(list({ type: 'string', format: 'binary' }), 'files, whatever their parts are called'),
    status: 201,
    answer: data(list(file)),
  },
  [`GET ${v1}/files/:id`]: { media: '*/*', answer: { type: 'string', format: 'binary' } },
}
