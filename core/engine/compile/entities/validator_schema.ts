import type { CompiledEntity, CompiledField } from '../compiled.ts'

type JsonSchema = Record<string, unknown>

/**
 * The closed JSON Schema AJV compiles for an entity (architecture.md law 3): a projection onto a
 * fixed list of keywords, so that AJV never sees what an author wrote but patterns, which compile
 * has found linear. It judges in-memory values (decimals are strings, blank is null): a required
 * value is in `required` and not nullable, so null fails `type`, which is to be told as "required".
 * Dates, decimals' scale and range, codes and x-check are not here: fields and the write path have them.
 */
export function validatorSchema(
  entity: CompiledEntity,
  entityOf: (key: string) => CompiledEntity | undefined
): JsonSchema {
  return objectSchema(entity, entityOf, {}, new Set())
}

function objectSchema(
  entity: CompiledEntity,
  entityOf: (key: string) => CompiledEntity | undefined,
  system: JsonSchema,
  above: ReadonlySet<string>
): JsonSchema {
  const fields = [...entity.fields.values()]
  const inside = new Set([...above, entity.key])
  const properties = fields.map((field): [string, JsonSchema] => [
    field.key,
    schemaOf(field, entityOf, inside),
  ])
  const required = fields.filter((field) => field.required).map((field) => field.key)
  return {
    type: 'object',
    ...(required.length > 0 ? { required } : {}),
    properties: { ...system, ...Object.fromEntries(properties) },
    additionalProperties: false,
  }
}

function schemaOf(
  field: CompiledField,
  entityOf: (key: string) => CompiledEntity | undefined,
  above: ReadonlySet<string>
): JsonSchema {
  if (field.childEntity !== null) return rowsSchema(field, entityOf, above)
  return field.linkTable === null ? valueSchema(field) : linksSchema(field)
}

/** Ids of a to-many relation; that each is one, once, the field type has found. */
function linksSchema(field: CompiledField): JsonSchema {
  return { type: typeOf('array', field), ...countOf(field), items: { type: 'string' } }
}

/** How many items a list must and may have. */
function countOf(field: CompiledField): JsonSchema {
  const { minItems, maxItems } = field.schema
  const least = Math.max(typeof minItems === 'number' ? minItems : 0, field.required ? 1 : 0)
  return {
    ...(least > 0 ? { minItems: least } : {}),
    ...(typeof maxItems === 'number' ? { maxItems } : {}),
  }
}

function rowsSchema(
  field: CompiledField,
  entityOf: (key: string) => CompiledEntity | undefined,
  above: ReadonlySet<string>
): JsonSchema {
  const child = entityOf(field.childEntity ?? '')
  // A row that exists already is told by its id.
  const system = { id: { type: ['string', 'null'] }, row_no: { type: ['integer', 'null'] } }
  return {
    type: typeOf('array', field),
    ...countOf(field),
    ...(child && !above.has(child.key)
      ? { items: objectSchema(child, entityOf, system, above) }
      : {}),
  }
}

/** Keywords taken over from the field's own schema, by JSON type of its values. */
const kept: Readonly<Record<string, readonly string[]>> = {
  string: ['minLength', 'maxLength', 'pattern'],
  integer: ['minimum', 'maximum'],
  boolean: [],
}

function valueSchema(field: CompiledField): JsonSchema {
  const { shape } = field.type
  if (shape) return shapedSchema(shape, field)
  const type = jsonTypeOf(field)
  const words = (kept[type] ?? []).filter((word) => field.schema[word] !== undefined)
  const values = field.schema.enum
  return {
    type: typeOf(type, field),
    ...Object.fromEntries(words.map((word) => [word, field.schema[word]])),
    ...(Array.isArray(values) ? { enum: field.required ? values : [...values, null] } : {}),
  }
}

/** What lies in one column as JSON: the field type has found that it is what it should be. */
function shapedSchema(shape: JsonSchema, field: CompiledField): JsonSchema {
  if (typeof shape.type !== 'string') return shape
  return {
    ...shape,
    type: typeOf(shape.type, field),
    ...(shape.type === 'array' ? countOf(field) : {}),
  }
}

function jsonTypeOf(field: CompiledField): 'string' | 'integer' | 'boolean' {
  const { resultType } = field.type
  return resultType === 'integer' || resultType === 'boolean' ? resultType : 'string'
}

function typeOf(type: string, field: CompiledField): string | string[] {
  return field.required ? type : [type, 'null']
}
