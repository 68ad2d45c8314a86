import {
  anything,
  flag,
  integer,
  list,
  map,
  members,
  names,
  orNull,
  reference,
  text,
} from './schema.ts'
import type { JsonSchema } from './schema.ts'

const literal = { anyOf: [flag, text, { type: 'null' }] }
const can = members({ create: flag, update: flag, delete: flag })
const transition = members({
  ...{ id: text, title: text, field: text, from: names, to: text, form: orNull(text) },
  ...{ comment: { enum: ['none', 'optional', 'required'] }, confirm: flag },
})
const target = { entity: text, title: text, titleField: orNull(text) }

const field = members(
  {
    ...{ key: text, entity: text, title: text, description: orNull(text), type: text },
    ...{ valueType: text, required: flag, readOnly: flag, scale: integer },
    ...{ minLength: orNull(integer), maxLength: orNull(integer), pattern: orNull(text) },
    ...{ minimum: orNull(text), maximum: orNull(text) },
    ...{ minItems: orNull(integer), maxItems: orNull(integer) },
    files: members({ accepts: orNull(names), bytes: integer }),
    options: orNull(
      list(
        members({
          ...{ value: text, label: text, color: orNull(text), parent: orNull(text), off: flag },
        })
      )
    ),
    ...{ target: orNull(text), targetTitleField: orNull(text), targets: list(members(target)) },
    childFields: orNull(list(reference('Field'))),
    ...{ formula: orNull(text), check: orNull(members({ expression: text, message: text })) },
    ...{ defaultValue: anything('a value of the field'), defaultExpression: orNull(text) },
  },
  ['files']
)

const fieldNode = members({
  ...{ kind: { const: 'field' }, field: text, title: orNull(text), span: orNull(integer) },
  ...{ columns: orNull(names), totals: names },
  ...{ visible: literal, readonly: literal, required: literal, value: orNull(text) },
})
const layoutNode = members({
  ...{ kind: { const: 'layout' }, id: text, title: orNull(text), text: orNull(text) },
  component: { enum: ['Section', 'Tabs', 'Tab', 'Columns', 'Note'] },
  ...{ columns: integer, visible: literal, nodes: list(reference('Node')) },
})

const form = members(
  {
    ...{ release: text, entity: text, title: text, form: orNull(text), titleField: text },
    ...{ fields: list(reference('Field')), nodes: list(reference('Node')), can },
    ...{ assignTo: members(target), createFields: names, transitions: list(transition) },
    related: list(
      members({
        ...{ entity: text, title: text, field: text, fieldTitle: text, many: flag, create: flag },
      })
    ),
  },
  ['assignTo']
)

const column = members({
  ...{ path: text, title: text, width: orNull(integer), sortable: flag, operators: names },
  ...{ groupable: flag, field: reference('Field'), rows: orNull(list(reference('Column'))) },
})
const view = members({
  ...{ release: text, entity: text, title: text, view: orNull(text), titleField: text },
  ...{ columns: list(reference('Column')), fields: list(reference('Column')) },
  ...{ transitions: list(transition), filters: list(reference('Field')), can },
  ...{ where: orNull({ type: 'object', description: 'a condition over fields' }) },
  ...{ sort: text, limit: integer },
})

const problem = members(
  {
    ...{ code: text, severity: { enum: ['error', 'warning'] }, kind: text, key: text },
    ...{ file: text, pointer: text, message: members({ 'zh-CN': text, 'en': text }), fix: text },
    params: map(anything('what the message is about'), 'by name'),
    patch: list(
      members({ op: text, path: text, from: text, value: anything('any JSON') }, ['from', 'value'])
    ),
  },
  ['file', 'fix', 'params', 'patch']
)
const change = members(
  {
    ...{ kind: text, key: text, uid: text, change: { enum: ['added', 'removed', 'changed'] } },
    ...{ pointer: text, text, access: flag },
    ...{ before: anything('any JSON'), after: anything('any JSON') },
  },
  ['before', 'after']
)
const sample = members(
  {
    ...{ id: text, value: anything('as it is'), result: anything('as it would be') },
    reason: anything('why it fails, in both languages'),
  },
  ['result', 'reason']
)
const migration = members(
  {
    ...{ statement: text, about: text, rows: integer, lock: { enum: ['none', 'write', 'all'] } },
    seconds: { type: 'number' },
    behind: { ...flag, description: 'done by a job behind the release' },
    converts: members({
      of: members({ entity: text, field: text }),
      ...{ ok: integer, rounded: integer, failing: integer, samples: list(sample) },
    }),
  },
  ['behind', 'converts']
)
const fieldChange = members({
  ...{ field: text, title: text, before: anything('any value'), after: anything('any value') },
})
const rowsChange = members({
  ...{ field: text, title: text },
  rows: list(
    members({
      ...{ id: text, change: { enum: ['added', 'removed', 'changed'] } },
      changes: list(reference('RecordChange')),
    })
  ),
})
const fault = members(
  {
    ...{ code: text, status: integer, message: text, path: text },
    params: map(anything('what the message is about'), 'by name'),
  },
  ['path', 'params']
)

/** Shapes that more than one operation speaks of, and those that hold themselves. */
export const sharedSchemas: Readonly<Record<string, JsonSchema>> = {
  Errors: members({ errors: list(reference('Fault')), requestId: text }),
  Fault: fault,
  Problem: problem,
  Change: change,
  Migration: migration,
  RecordChange: { anyOf: [fieldChange, rowsChange] },
  Field: field,
  Node: { anyOf: [fieldNode, layoutNode] },
  Form: form,
  Column: column,
  View: view,
}
