import type { Access } from '#engine/access/index.ts'
import type {
  CompiledApplication,
  CompiledEntity,
  CompiledField,
} from '#engine/compile/compiled.ts'

export type JsonSchema = Record<string, unknown>

const id: JsonSchema = { type: 'string', format: 'uuid' }
const time: JsonSchema = { type: 'string', format: 'date-time' }
const linkProperties: JsonSchema = { id, title: { type: ['string', 'null'] } }
const link: JsonSchema = {
  type: 'object',
  properties: linkProperties,
  required: ['id', 'title'],
}

/** What a type looks like in an answer; what is not here is text. */
const answered: Readonly<Record<string, JsonSchema>> = {
  integer: { type: 'integer' },
  boolean: { type: 'boolean' },
  decimal: { type: 'string', pattern: '^-?\\d+(\\.\\d+)?$' },
  money: { type: 'string', pattern: '^-?\\d+(\\.\\d+)?$' },
  date: { type: 'string', format: 'date' },
  datetime: time,
}

/** The record as it is read, with the fields the actor may read. */
export function recordSchema(
  application: CompiledApplication,
  access: Access,
  entity: CompiledEntity
): JsonSchema {
  const properties: Record<string, JsonSchema> = {
    id,
    rev: { type: 'integer' },
    created_at: time,
    updated_at: time,
  }
  for (const field of entity.fields.values()) {
    if (!access.readable(entity, field.key)) continue
    properties[field.key] = nullable(answerSchema(application, field))
  }
  return { type: 'object', title: entity.title, required: ['id', 'rev'], properties }
}

/** The values that may be sent, with the fields the actor may write. */
export function valuesSchema(
  application: CompiledApplication,
  access: Access,
  entity: CompiledEntity,
  action: 'create' | 'update'
): JsonSchema {
  const fields = [...entity.fields.values()].filter(
    (field) => !field.readOnly && access.writable(entity, action, field.key)
  )
  const required = fields.filter((f) => f.required && f.defaultValue === undefined)
  return {
    type: 'object',
    additionalProperties: false,
    ...(action === 'create' && required.length > 0 ? { required: required.map((f) => f.key) } : {}),
    properties: Object.fromEntries(fields.map((f) => [f.key, givenSchema(application, f)])),
  }
}

function answerSchema(application: CompiledApplication, field: CompiledField): JsonSchema {
  if (field.linkTable !== null) return { type: 'array', title: field.title, items: link }
  if (field.targets.length > 0) return { ...linkToAny(field, linkProperties), title: field.title }
  if (field.target !== null) return { ...link, title: field.title }
  if (field.childEntity !== null) return childList(application, field, answerSchema)
  return described(application, field)
}

function givenSchema(application: CompiledApplication, field: CompiledField): JsonSchema {
  if (field.linkTable !== null) {
    return nullable({ type: 'array', title: field.title, items: id, uniqueItems: true })
  }
  if (field.targets.length > 0) return nullable({ ...linkToAny(field, { id }), title: field.title })
  if (field.target !== null) return nullable({ ...id, title: field.title })
  if (field.childEntity !== null) return childList(application, field, givenSchema)
  return nullable(described(application, field))
}

/** A link that tells the entity, too. */
function linkToAny({ targets }: CompiledField, properties: JsonSchema): JsonSchema {
  const entity = { type: 'string', enum: targets.map(({ key }) => key) }
  return { type: 'object', required: ['entity', 'id'], properties: { entity, ...properties } }
}

function childList(
  application: CompiledApplication,
  field: CompiledField,
  schemaOf: typeof answerSchema
): JsonSchema {
  const child = application.entities.get(field.childEntity!)
  const own = [...(child?.fields.values() ?? [])].map((one) => [
    one.key,
    schemaOf(application, one),
  ])
  const properties = { id, ...(Object.fromEntries(own) as Record<string, JsonSchema>) }
  return { type: 'array', title: field.title, items: { type: 'object', properties } }
}

function described(application: CompiledApplication, field: CompiledField): JsonSchema {
  const schema: JsonSchema = {
    ...(field.type.shape ?? answered[field.type.resultType] ?? { type: 'string' }),
    title: field.title,
  }
  const codes = codesOf(application, field)
  const isList = schema.type === 'array'
  if (codes && isList) schema.items = { type: 'string', enum: codes }
  else if (codes) schema.enum = codes
  for (const keyword of [
    'minLength',
    'maxLength',
    'minimum',
    'maximum',
    'minItems',
    'maxItems',
    'pattern',
    'description',
  ]) {
    if (field.schema[keyword] !== undefined) schema[keyword] = field.schema[keyword]
  }
  return schema
}

function codesOf(application: CompiledApplication, field: CompiledField): string[] | null {
  const dictionary = field.dictionary && application.dictionaries.get(field.dictionary)
  if (dictionary) return dictionary.extensible ? null : [...dictionary.byCode.keys()]
  const lifecycle = field.lifecycle && application.lifecycles.get(field.lifecycle)
  return lifecycle ? [...lifecycle.states.keys()] : null
}

function nullable(schema: JsonSchema): JsonSchema {
  if (Array.isArray(schema.enum)) schema = { ...schema, enum: [...(schema.enum as string[]), null] }
  // Without a type anything goes, null too.
  return schema.type === undefined ? schema : { ...schema, type: [schema.type as string, 'null'] }
}
