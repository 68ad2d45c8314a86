import { readsField } from '#engine/access/index.ts'
import type { Access } from '#engine/access/index.ts'
import type {
  CompiledApplication,
  CompiledEntity,
  CompiledField,
} from '#engine/compile/compiled.ts'
import { systemFieldOf } from '#engine/filters/index.ts'
import { id, integer, members, orNull, text, time } from './operations/schema.ts'
import type { JsonSchema } from './operations/schema.ts'

const linkProperties: JsonSchema = { id, title: orNull(text) }
/** What is shown of a record that is pointed to; more of it where `fields` asks for that. */
const link: JsonSchema = { type: 'object', properties: linkProperties, required: ['id'] }

/** What a type looks like in an answer; what is not here is text. */
const answered: Readonly<Record<string, JsonSchema>> = {
  integer: { type: 'integer' },
  boolean: { type: 'boolean' },
  decimal: { type: 'string', pattern: '^-?\\d+(\\.\\d+)?$' },
  money: { type: 'string', pattern: '^-?\\d+(\\.\\d+)?$' },
  date: { type: 'string', format: 'date' },
  datetime: time,
}

/** The engine's own columns that go with every record. */
const own: Readonly<Record<string, JsonSchema>> = {
  ...{ id, rev: integer, created_at: time, created_by: orNull(id) },
  ...{ updated_at: time, updated_by: orNull(id) },
  ...{ org_id: orNull(id), dept_id: orNull(id), owner_id: orNull(id) },
}
/** In lists of the recycle bin. */
const removed: Readonly<Record<string, JsonSchema>> = {
  deleted_at: time,
  deleted_with: orNull(members({ entity: text, id })),
}

/**
 * The record as it is read, with the fields the actor may read. `fields` leaves out what it does not
 * name, and so does the hand of somebody who may write what he may not read.
 */
export function recordSchema(
  application: CompiledApplication,
  access: Access,
  entity: CompiledEntity
): JsonSchema {
  const properties = { ...own, ...readable(application, access, entity), ...removed }
  return { ...members(properties), title: entity.title, required: ['id', 'rev'] }
}

/** A record that is not saved, as a form shows it. */
export function shownSchema(
  application: CompiledApplication,
  access: Access,
  entity: CompiledEntity
): JsonSchema {
  const properties = readable(application, access, entity)
  return members(properties, Object.keys(properties))
}

function readable(
  application: CompiledApplication,
  access: Access,
  entity: CompiledEntity
): Record<string, JsonSchema> {
  const properties: Record<string, JsonSchema> = {}
  for (const field of entity.fields.values()) {
    if (!readsField(access, application, entity, field)) continue
    const schema = orBlank(answerSchema(application, field))
    const isMasked = access.masked(entity, field.key)
    const isMixed =
      access.shownScope(entity, field.key) !== access.fieldScope(entity, field.key) ||
      behindMasks(access, application, field)
    const masked = { type: ['string', 'null'], title: field.title, description: 'masked' }
    properties[field.key] = isMasked ? masked : isMixed ? { anyOf: [schema, masked] } : schema
  }
  return properties
}

/** A lookup is masked where its source is. */
function behindMasks(access: Access, { entities }: CompiledApplication, { lookup }: CompiledField) {
  const source = lookup?.steps.at(-1)
  const entity = entities.get(source?.entity ?? '')
  return (
    source !== undefined &&
    entity !== undefined &&
    (access.masked(entity, source.key) ||
      access.shownScope(entity, source.key) !== access.fieldScope(entity, source.key))
  )
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
  if (field.target !== null && field.lookup === null) return { ...link, title: field.title }
  if (field.childEntity !== null) {
    const child = application.entities.get(field.childEntity)!
    const own = [...child.fields.values()].map((one) => [
      one.key,
      orBlank(answerSchema(application, one)),
    ])
    const properties = { id: orNull(id), ...(Object.fromEntries(own) as typeof answered) }
    return {
      type: 'array',
      title: field.title,
      items: members(properties, Object.keys(properties)),
    }
  }
  if (field.lookup !== null) return lookupSchema(application, field)
  return described(application, field)
}

/** As its source is shown. */
function lookupSchema(application: CompiledApplication, field: CompiledField): JsonSchema {
  const last = field.lookup!.steps.at(-1)!
  const entity = application.entities.get(last.entity)!
  const source = entity.fields.get(last.key)
  if (source) return { ...answerSchema(application, source), title: field.title }
  const system = systemFieldOf(entity, last.key)
  return { ...(own[last.key] ?? (system && described(application, system))), title: field.title }
}

function givenSchema(application: CompiledApplication, field: CompiledField): JsonSchema {
  if (field.linkTable !== null) {
    return orBlank({ type: 'array', title: field.title, items: id, uniqueItems: true })
  }
  if (field.targets.length > 0) return orBlank({ ...linkToAny(field, { id }), title: field.title })
  if (field.target !== null) return orBlank({ ...id, title: field.title })
  if (field.childEntity !== null) {
    const child = application.entities.get(field.childEntity)!
    const own = [...child.fields.values()]
      .filter((one) => !one.readOnly)
      .map((one) => [one.key, givenSchema(application, one)])
    const removal = { type: 'boolean', description: 'true takes the row away' }
    const named = { id, $delete: removal }
    const properties = { ...named, ...(Object.fromEntries(own) as typeof answered) }
    const items = members(properties, Object.keys(properties))
    return orBlank({ type: 'array', title: field.title, items })
  }
  const schema = orBlank(described(application, field))
  // What has a key may be named by it.
  return field.type.key ? { title: field.title, anyOf: [schema, { type: 'string' }] } : schema
}

/** A link that tells the entity, too. */
function linkToAny({ targets }: CompiledField, properties: JsonSchema): JsonSchema {
  const entity = { type: 'string', enum: targets.map(({ key }) => key) }
  return { type: 'object', required: ['entity', 'id'], properties: { entity, ...properties } }
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

function orBlank(schema: JsonSchema): JsonSchema {
  if (Array.isArray(schema.enum)) schema = { ...schema, enum: [...(schema.enum as string[]), null] }
  // Without a type anything goes, null too.
  return schema.type === undefined ? schema : { ...schema, type: [schema.type as string, 'null'] }
}
