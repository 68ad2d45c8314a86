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
  reference,
  text,
  textUpTo,
  time,
} from './schema.ts'
import type { JsonSchema, Operation } from './schema.ts'

const limit: JsonSchema = { type: 'integer', minimum: 1, maximum: 1000 }
const filter: JsonSchema = { type: 'object', description: 'a condition over fields' }
const filterText: JsonSchema = { type: 'string', description: 'a condition over fields, as JSON' }
const fields: JsonSchema = { type: 'string', description: 'names and paths, with commas between' }
const actor = members({ id: text, name: orNull(text) })
const next = { next: orNull(text) }

const page = members(
  { ...next, count: integer, countIs: { enum: ['exact', 'at_least', 'estimate'] }, stale: names },
  ['count', 'countIs', 'stale']
)
const can = members({
  ...{ update: flag, delete: flag, assign: flag, reveal: names, transitions: names, fields: names },
})

const measure = members(
  {
    do: { enum: ['count', 'count_distinct', 'sum', 'avg', 'min', 'max'] },
    of: { type: 'string', description: 'a field or path; only a count of records has none' },
    as: { type: 'string', pattern: '^[a-z][a-z0-9_]{0,39}$' },
  },
  ['of']
)
const aggregate: Operation = {
  body: members(
    {
      groupBy: { ...names, maxItems: 20 },
      measures: { type: 'array', items: measure, minItems: 1, maxItems: 20 },
      filter,
      having: { type: 'object', description: 'a condition over measures by their `as`' },
      search: text,
      sort: { type: 'string', description: 'groups and measures, `-` before those that descend' },
      limit,
    },
    ['groupBy', 'filter', 'having', 'search', 'sort', 'limit']
  ),
  answer: data(
    list(
      map(
        anything('as the field, or a number'),
        'One group: what it is grouped by, and its measures. Counts are integers; sums are text at ' +
          'the scale of the field, averages text with four digits more, rounded half up; the least ' +
          'and the largest look like the field. Blank where nothing was measured.'
      )
    )
  ),
}

const state = members(
  {
    ...{ visible: flag, readonly: flag, required: flag },
    options: { ...names, description: 'codes that may be chosen' },
  },
  ['options']
)
const derived = (entity: string): Operation => ({
  body: members(
    {
      values: { type: 'object', description: 'the values so far, as they would be saved' },
      id: { type: 'string', description: 'the record that is changed; none for a new one' },
      form: { type: 'string', description: 'key of the form; the one it opens with otherwise' },
    },
    ['values', 'id', 'form']
  ),
  answer: members({
    data: members({
      values: reference(`${entity}.shown`),
      fields: map(state, 'what the conditions of the form say, by field'),
      layouts: map(members({ visible: flag }), 'the same of its groups, by id'),
    }),
    problems: { ...list(reference('Fault')), description: 'what saving would refuse' },
  }),
})

const affected = {
  ...{ entity: text, title: text, count: integer },
  records: list(members({ id: text, title: orNull(text) })),
}
const linked = members({ ...affected, field: text, fieldTitle: text })
const removal = members({
  ...{ allowed: flag, removes: list(members(affected)), empties: list(linked) },
  restricts: list(linked),
})

const explained = members({
  ...{ allowed: flag, action: text, field: orNull(text), text },
  grants: list(
    members({
      ...{ role: text, title: text, index: integer, allows: flag, failing: names, text },
    })
  ),
  lifecycle: orNull(members({ field: text, state: orNull(text), text })),
})
const revision = members({
  ...{ rev: integer, at: time, command: text, actor, onBehalfOf: orNull(actor) },
  ...{ reason: orNull(text), changes: list(reference('RecordChange')) },
})
const assignment = {
  ...{ owner: orNull(id), department: orNull(id), organization: orNull(id) },
}
const reveal = members({
  ...{ at: time, actor, fields: list(members({ field: text, title: text })), reason: text },
})

function bulk(entity: string, writable: readonly string[]): Operation {
  const one = (op: string, more: Readonly<Record<string, JsonSchema>>) =>
    members({ op: { const: op }, ...more })
  const seen = { id, rev: { ...integer, minimum: 1 } }
  const operations = [
    ...writable.map((action) =>
      one(action, {
        ...(action === 'update' ? seen : {}),
        values: reference(`${entity}.${action}`),
      })
    ),
    one('delete', seen),
    one('assign', { ...seen, values: members(assignment, Object.keys(assignment)) }),
  ]
  const op = { enum: ['create', 'update', 'delete', 'assign'] }
  const failed = { op, status: integer, errors: list(reference('Fault')), requestId: text }
  const done = members({ op, status: integer, data: reference(entity) }, ['data'])
  return {
    body: members(
      {
        operations: { ...list({ anyOf: operations }), minItems: 1, maxItems: 1_000 },
        atomic: flag,
      },
      ['atomic']
    ),
    answer: data(list({ anyOf: [done, members(failed)] })),
  }
}

const asOf: JsonSchema = {
  ...{ type: 'string', format: 'date-time' },
  description:
    'the record as it was at that instant, by the rights of today; fields out of reach and lookups ' +
    'are left out',
}

/**
 * The operations on records of one entity, by method and what stands after `/records/:entity`.
 *
 * @param writable which of create and update the actor may do
 */
export function recordOperations(
  entity: string,
  writable: readonly string[]
): Readonly<Record<string, Operation>> {
  const record = data(reference(entity))
  return {
    'GET ': {
      query: {
        ...{ filter: filterText, fields, limit, cursor: text, search: text },
        sort: { ...text, description: 'at most three fields, `-` before those that descend' },
        count: { enum: ['none', 'exact', 'estimate'] },
        deleted: { enum: ['true', 'false'] },
      },
      answer: members({ data: list(reference(entity)), page }),
    },
    'POST ': { body: reference(`${entity}.create`), status: 201, answer: record },
    'POST /bulk': bulk(entity, writable),
    'POST /aggregate': aggregate,
    'POST /derive': derived(entity),
    'GET /:id': {
      query: { fields, asOf },
      answer: members({ data: reference(entity), can, stale: names, asOf: time }, [
        'can',
        'stale',
        'asOf',
      ]),
    },
    'PATCH /:id': { ifMatch: 'required', body: reference(`${entity}.update`), answer: record },
    'DELETE /:id': { ifMatch: 'required', status: 204 },
    'GET /:id/removal': { answer: data(removal) },
    'GET /:id/explain': {
      query: { action: text, field: text, person: text },
      answer: data(explained),
    },
    'POST /:id/restore': { ifMatch: 'optional', answer: record },
    'POST /:id/assign': {
      ifMatch: 'required',
      body: members({ ...assignment, comment: textUpTo(4_000) }, [
        ...Object.keys(assignment),
        'comment',
      ]),
      answer: record,
    },
    'POST /:id/reveal': {
      body: members({ fields: { ...names, maxItems: 20 }, reason: textUpTo(500) }),
      answer: data(map(anything('as the field'), 'values in clear by field')),
    },
    'GET /:id/reveals': { answer: data(list(reveal)) },
    'GET /:id/history': {
      query: { limit, cursor: text },
      answer: members({ data: list(revision), page: members(next) }),
    },
    'POST /:id/transitions/:transition': {
      ifMatch: 'optional',
      body: members(
        {
          values: { type: 'object', description: 'what the form of the step asks for' },
          comment: textUpTo(4_000),
        },
        ['values', 'comment']
      ),
      answer: record,
    },
  }
}
