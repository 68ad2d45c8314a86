import type { MetaCase, MetaSchema } from './meta_schema.ts'

type Schemas = Readonly<Record<string, MetaSchema>>

/** The files of schemas/meta as they were read. */
export interface MetaFiles {
  readonly shared: MetaSchema
  readonly kinds: Schemas
  readonly fields: Schemas
}

/**
 * Makes the self-contained meta-schema of a kind: envelope first, then the kind's own properties
 * (one of the same name takes the envelope's place), and in `$defs` exactly what it refers to. Pure.
 */
export function assembleKind(files: MetaFiles, kind: string): MetaSchema {
  const own = files.kinds[kind]
  if (!own) throw new TypeError(`there is no kind ${kind}`)
  const envelope = files.shared.properties ?? {}
  const named = { ...envelope, kind: { ...envelope['kind'], const: kind } }
  return withParts(files, {
    ...own,
    $id: `urn:guiju:kind:${kind}`,
    required: [...(files.shared.required ?? []), ...(own.required ?? [])],
    properties: { ...named, ...own.properties },
  })
}

/** Makes the self-contained meta-schema of a field of one type. Pure. */
export function assembleField(files: MetaFiles, type: string): MetaSchema {
  const own = files.fields[type]
  if (!own) throw new TypeError(`there is no field type ${type}`)
  return withParts(files, { ...own, $id: `urn:guiju:field:${type}` })
}

/** Adds to `$defs` what the schema refers to, turns `x-fields` and `x-cases` into JSON Schema. */
function withParts(files: MetaFiles, schema: MetaSchema): MetaSchema {
  const sources: Schemas = { ...files.shared.$defs, ...fieldParts(files.fields), ...schema.$defs }
  const parts: Record<string, MetaSchema> = {}
  const waiting = namesIn({ ...schema, $defs: undefined })
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    if (name in parts) continue
    const source = sources[name]
    if (!source) throw new TypeError(`meta-schema part ${name} is missing`)
    const part = prepared(source, files.fields)
    parts[name] = part
    waiting.push(...namesIn(part))
  }
  return { ...schema, $defs: parts }
}

function fieldParts(fields: Schemas): Schemas {
  return Object.fromEntries(
    Object.entries(fields).map(([type, schema]) => [`field_${type}`, withoutHeader(schema)])
  )
}

function withoutHeader(schema: MetaSchema): MetaSchema {
  const { $schema: _, ...rest } = schema
  return rest
}

function prepared(part: MetaSchema, fields: Schemas): MetaSchema {
  const { 'x-fields': isField, ...rest } = part
  if (isField) {
    const cases = fieldCases(fields)
    return { ...rest, 'x-cases': cases, ...chain(cases, unknownField(fields)) }
  }
  const cases = part['x-cases']
  return cases ? { ...part, ...chain(cases, {}) } : part
}

/** By name; without a name by JSON type, the case with a format before the one without. */
function fieldCases(fields: Schemas): MetaCase[] {
  const refer = (type: string): MetaSchema => ({ $ref: `#/$defs/field_${type}` })
  const named = Object.keys(fields).map((type) => ({ when: { 'x-type': type }, then: refer(type) }))
  const implied = Object.entries(fields).flatMap(([type, schema]) => {
    const implies = schema['x-default-for']
    return implies ? [{ when: { 'x-type': null, ...implies }, then: refer(type) }] : []
  })
  implied.sort((a, b) => Object.keys(b.when).length - Object.keys(a.when).length)
  return [...named, ...implied, { when: { 'x-type': null, 'type': null }, then: needsType }]
}

const needsType: MetaSchema = {
  'required': ['x-type'],
  'x-fix': '写 x-type（如 "text"），或写 JSON 类型 string、integer、boolean',
}

function unknownField(fields: Schemas): MetaSchema {
  return {
    properties: {
      'type': {
        'title': 'JSON 类型',
        'enum': ['string', 'integer', 'boolean', 'array'],
        'x-fix': '没有 number：整数写 "integer"，小数写 "type": "string" 加 "x-type": "decimal"',
      },
      'x-type': {
        'title': '字段类型',
        'enum': Object.keys(fields),
        'x-fix': `可用的字段类型：${Object.keys(fields).join('、')}；小数用 decimal`,
      },
    },
  }
}

/** Cases as nested if/then/else, so that exactly one of them judges a value. */
function chain(cases: readonly MetaCase[], otherwise: MetaSchema): MetaSchema {
  return cases.reduceRight<MetaSchema>(
    (rest, { when, then }) =>
      Object.keys(when).length === 0 ? then : { if: condition(when), then, else: rest },
    otherwise
  )
}

function condition(when: MetaCase['when']): MetaSchema {
  const present = Object.entries(when).filter(([, value]) => value !== null)
  const absent = Object.entries(when).filter(([, value]) => value === null)
  return {
    properties: Object.fromEntries(present.map(([name, value]) => [name, { const: value }])),
    required: present.map(([name]) => name),
    ...(absent.length > 0 && {
      not: { anyOf: absent.map(([name]) => ({ required: [name] })) },
    }),
  }
}

const partAddress = '#/$defs/'

function namesIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, member]) =>
    key === '$ref' && typeof member === 'string' && member.startsWith(partAddress)
      ? [member.slice(partAddress.length)]
      : namesIn(member)
  )
}
