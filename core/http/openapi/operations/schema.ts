export type JsonSchema = Record<string, unknown>

/** What an operation takes and answers, beside what its route says. */
export interface Operation {
  /** Query parameters by name; those that are not here are text. */
  readonly query?: Readonly<Record<string, JsonSchema>>
  /** Body of the request, JSON unless the route takes files. */
  readonly body?: JsonSchema
  /** Whether a revision or hash is named by `If-Match`. */
  readonly ifMatch?: 'required' | 'optional'
  /** What it answers when it is done. */
  readonly status?: 200 | 201 | 202 | 204
  readonly answer?: JsonSchema
  /** Type of what is answered; JSON when absent. */
  readonly media?: string
}

export const text: JsonSchema = { type: 'string' }
export const flag: JsonSchema = { type: 'boolean' }
export const integer: JsonSchema = { type: 'integer' }
export const id: JsonSchema = { type: 'string', format: 'uuid' }
export const time: JsonSchema = { type: 'string', format: 'date-time' }
export const names: JsonSchema = { type: 'array', items: text }
export const orNull = (schema: JsonSchema): JsonSchema => ({ anyOf: [schema, { type: 'null' }] })
export const list = (items: JsonSchema): JsonSchema => ({ type: 'array', items })
/** Anything there is in JSON. */
export const anything = (description: string): JsonSchema => ({ description })

/** An object with these members and no others; all of them are there but the optional ones. */
export function members(
  properties: Readonly<Record<string, JsonSchema>>,
  optional: readonly string[] = []
): JsonSchema {
  const required = Object.keys(properties).filter((name) => !optional.includes(name))
  return {
    ...{ type: 'object', additionalProperties: false },
    ...(required.length > 0 ? { required } : {}),
    properties,
  }
}

/** An object whose members are not known beforehand. */
export const map = (of: JsonSchema, description: string): JsonSchema => ({
  ...{ type: 'object', description, additionalProperties: of },
})
export const data = (of: JsonSchema): JsonSchema => members({ data: of })
export const reference = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` })
export const textUpTo = (maxLength: number): JsonSchema => ({ type: 'string', maxLength })
/** A definition, as the meta-schema of its kind has it. */
export const definition: JsonSchema = {
  ...{ type: 'object', required: ['kind', 'key'] },
  description: 'a definition as its author wrote it; the meta-schema of its kind says the rest',
  properties: { kind: text, key: text, uid: text, schemaVersion: integer, title: text },
}
