import {
  anything,
  data,
  flag,
  id,
  integer,
  list,
  map,
  members,
  names,
  orNull,
  text,
  textUpTo,
  time,
} from './schema.ts'
import type { JsonSchema, Operation } from './schema.ts'

const v1 = '/api/v1'
const views = `${v1}/views/:entity`
const draft = `${v1}/form-drafts/:entity/:id`

const condition: JsonSchema = { type: 'object', description: 'a condition over fields' }
const config = members(
  {
    ...{ view: text, kind: { enum: ['table', 'board'] } },
    columns: list(members({ path: text, width: integer, frozen: flag }, ['width', 'frozen'])),
    ...{ rowHeight: { enum: ['low', 'middle', 'high'] }, sort: text, filter: condition },
    ...{ search: text, group: text, size: integer, board: text },
    totals: list(members({ path: text, do: { enum: ['sum'] } })),
  },
  [
    ...['view', 'kind', 'columns', 'rowHeight', 'sort', 'filter', 'search', 'group', 'size'],
    ...['board', 'totals'],
  ]
)
const view = members({
  ...{ id, rev: integer, title: text, shared: flag, mine: flag },
  owner: members({ id, title: orNull(text) }),
  ...{ isDefault: flag, config },
  dropped: map(integer, 'how many parts do not stand for the reader, by name'),
})
const values = map(anything('as the form has it'), 'values by field')
const kept = { rev: integer, savedAt: time, expiresAt: time }
const listed = members({
  ...{ entity: text, entityTitle: text, form: orNull(text), record: orNull(id) },
  ...{ title: text, savedAt: time, expiresAt: time },
})

/** Saved views of lists, and forms that somebody began to fill in. */
export const preferenceOperations: Readonly<Record<string, Operation>> = {
  [`GET ${views}`]: {
    answer: members({ data: list(view), can: members({ share: flag }) }),
  },
  [`POST ${views}`]: {
    body: members({ title: textUpTo(60), shared: flag, config }, ['shared']),
    status: 201,
    answer: data(view),
  },
  [`PUT ${views}/default`]: {
    body: members({ view: orNull(textUpTo(36)) }, ['view']),
    status: 204,
  },
  [`PATCH ${views}/:id`]: {
    ifMatch: 'required',
    body: members({ title: textUpTo(60), shared: flag, config }, ['title', 'shared', 'config']),
    answer: data(view),
  },
  [`DELETE ${views}/:id`]: { status: 204 },
  [`GET ${v1}/form-drafts`]: { answer: data(list(listed)) },
  [`GET ${draft}`]: {
    answer: data(members({ title: text, values, base: values, dropped: names, ...kept })),
  },
  [`PUT ${draft}`]: {
    ifMatch: 'optional',
    body: members({ title: textUpTo(200), values, base: values }, ['title', 'base']),
    answer: data(members(kept)),
  },
  [`DELETE ${draft}`]: { status: 204 },
}
