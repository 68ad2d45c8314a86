import type { JsonSchema } from './entity_schemas.ts'

/** What an operation on records takes and answers, where it is more than a record. */
interface RecordOperation {
  /** Query parameters by name. */
  readonly query?: Readonly<Record<string, JsonSchema>>
  readonly body?: JsonSchema
  /** Schema of `data`. */
  readonly answer?: JsonSchema
}

const text: JsonSchema = { type: 'string' }
const limit: JsonSchema = { type: 'integer', minimum: 1, maximum: 1000 }
const filter: JsonSchema = { type: 'object', description: 'a condition over fields' }
const names: JsonSchema = { type: 'array', items: text, maxItems: 20 }

const measure: JsonSchema = {
  type: 'object',
  required: ['do', 'as'],
  additionalProperties: false,
  properties: {
    do: { enum: ['count', 'count_distinct', 'sum', 'avg', 'min', 'max'] },
    of: { type: 'string', description: 'a field or path; only a count of records has none' },
    as: { type: 'string', pattern: '^[a-z][a-z0-9_]{0,39}$' },
  },
}

const aggregate: RecordOperation = {
  body: {
    type: 'object',
    required: ['measures'],
    additionalProperties: false,
    properties: {
      groupBy: names,
      measures: { type: 'array', items: measure, minItems: 1, maxItems: 20 },
      filter,
      having: { type: 'object', description: 'a condition over measures by their `as`' },
      search: text,
      sort: { type: 'string', description: 'groups and measures, `-` before those that descend' },
      limit,
    },
  },
  answer: {
    type: 'array',
    items: {
      type: 'object',
      description:
        'One group: what it is grouped by, and its measures. Counts are integers; sums are text at ' +
        'the scale of the field, averages text with four digits more, rounded half up; the least ' +
        'and the largest look like the field. Blank where nothing was measured.',
    },
  },
}

const flag: JsonSchema = { type: 'boolean' }
const state: JsonSchema = {
  type: 'object',
  required: ['visible', 'readonly', 'required'],
  additionalProperties: false,
  properties: {
    ...{ visible: flag, readonly: flag, required: flag },
    options: { type: 'array', items: text, description: 'codes that may be chosen' },
  },
}
const layout: JsonSchema = {
  ...{ type: 'object', required: ['visible'], additionalProperties: false },
  properties: { visible: flag },
}

const derive: RecordOperation = {
  body: {
    type: 'object',
    additionalProperties: false,
    properties: {
      values: { type: 'object', description: 'the values so far, as they would be saved' },
      id: { type: 'string', description: 'the record that is changed; none for a new one' },
      form: { type: 'string', description: 'key of the form; the one it opens with otherwise' },
    },
  },
  answer: {
    type: 'object',
    required: ['values', 'fields', 'layouts'],
    additionalProperties: false,
    properties: {
      values: {
        type: 'object',
        description: 'the record as it would be read, without what it gets when it is saved',
      },
      fields: { type: 'object', additionalProperties: state },
      layouts: { type: 'object', additionalProperties: layout },
    },
  },
}

const fields: JsonSchema = { type: 'string', description: 'names and paths, with commas between' }
const filterText: JsonSchema = { type: 'string', description: 'a condition over fields, as JSON' }

/** By method and what stands after `/records/:entity`. */
const operations: Readonly<Record<string, RecordOperation>> = {
  'GET ': {
    query: {
      ...{ filter: filterText, fields, limit, cursor: text, search: text },
      sort: { type: 'string', description: 'at most three fields, `-` before those that descend' },
      count: { enum: ['none', 'exact', 'estimate'] },
      deleted: { enum: ['true', 'false'] },
    },
  },
  'GET /:id': {
    query: {
      fields,
      asOf: {
        ...{ type: 'string', format: 'date-time' },
        description:
          'the record as it was at that instant, by the rights of today; fields out of reach and ' +
          'lookups are left out',
      },
    },
  },
  'GET /:id/history': { query: { limit, cursor: text } },
  'GET /:id/explain': { query: { action: text, field: text } },
  'POST /aggregate': aggregate,
  'POST /derive': derive,
}

/** What is told of a route of records beside its record; {} where that is all. */
export function recordOperation(method: string, path: string): RecordOperation {
  const [, rest] = path.split('/records/:entity')
  return (rest !== undefined && operations[`${method} ${rest}`]) || {}
}
