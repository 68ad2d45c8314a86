/**
 * The shape of a meta-schema: JSON Schema 2020-12 plus the marks by which link, where-used, rename,
 * completion, diff and the property panel find their way. Nothing else reads a definition by name.
 */

/** One node of a meta-schema. Keywords of JSON Schema that no walk needs are left to AJV. */
export interface MetaSchema {
  readonly '$id'?: string
  readonly '$ref'?: string
  /** Name for people, zh-CN: the label of the property panel. */
  readonly 'title'?: string
  readonly 'description'?: string
  readonly 'type'?: string | readonly string[]
  readonly 'required'?: readonly string[]
  readonly 'properties'?: Readonly<Record<string, MetaSchema>>
  readonly 'additionalProperties'?: boolean | MetaSchema
  readonly 'propertyNames'?: MetaSchema
  readonly 'items'?: MetaSchema
  readonly 'const'?: unknown
  readonly 'enum'?: readonly unknown[]
  /** Words that are offered; any other that fits is taken too. */
  readonly 'examples'?: readonly unknown[]
  readonly '$defs'?: Readonly<Record<string, MetaSchema>>
  /** The string (or filter object) names something. */
  readonly 'x-ref'?: ReferenceMark
  /** The string is read by machines: an id, a word of a closed list, a number in text. */
  readonly 'x-code'?: boolean
  /** The string is read by people and translated. */
  readonly 'x-text'?: boolean
  /** The code is unique in the installation (uid). */
  readonly 'x-unique'?: boolean
  /** The order of the map's members is the author's and has a meaning. */
  readonly 'x-ordered'?: boolean
  /** Property that identifies an object of the list; false: the list is compared as a whole. */
  readonly 'x-identity'?: string | false
  /** What the key is under which this object stands in its map. */
  readonly 'x-key'?: Pick<MetaSchema, 'x-ref' | 'x-code'>
  /** Which schema holds for a value: the first case whose `when` fits (null: member absent). */
  readonly 'x-cases'?: readonly MetaCase[]
  /** Code of the problem when this schema is violated. */
  readonly 'x-problem'?: string
  /** What to do about it, zh-CN. */
  readonly 'x-fix'?: string
  /** In a field type: fields of this JSON type (and format) have the type without saying so. */
  readonly 'x-default-for'?: Readonly<Record<string, string>>
  /** Stands for the union of the field types; replaced when the meta-schema is assembled. */
  readonly 'x-fields'?: boolean
  readonly [keyword: string]: unknown
}

export interface MetaCase {
  readonly when: Readonly<Record<string, string | null>>
  readonly then: MetaSchema
}

/**
 * Where the owner of a name is: '' this definition; '/entity' a JSON pointer in it; 'from' the
 * member of that name of the nearest enclosing object. What stands there is the owner's key.
 */
export type OwnerPlace = string

/**
 * `x-ref`. One member says what is named; `expression` may stand beside another member or beside
 * x-text or x-code, then a string that begins with `=` is the expression.
 */
export interface ReferenceMark {
  /** A definition. `of`: a form or view of that entity. `or`: words allowed instead of a key. */
  readonly kind?: string
  readonly of?: OwnerPlace
  readonly wildcard?: boolean
  readonly or?: readonly string[]
  readonly field?: FieldMark
  readonly state?: OwnerMark
  readonly item?: OwnerMark
  /** `create`, `read` … `transition:<id>`, `transition:*`, `*`. */
  readonly action?: OwnerMark
  /** Pattern of a serial number. */
  readonly numbering?: OwnerMark
  readonly filter?: OwnerMark
  readonly expression?: ExpressionMark
}

export interface OwnerMark {
  readonly of: OwnerPlace
}

export interface FieldMark extends OwnerMark {
  /** Field of the rows of the children field under whose key this stands. */
  readonly via?: 'member'
  /** Fields every record has (created_at …) may be named too. */
  readonly system?: boolean
  /** A dotted path along to-one relations may stand here. */
  readonly path?: boolean
  /** A leading `-` asks for descending order. */
  readonly sort?: boolean
  /** The name stands behind a slash, as in a JSON pointer. */
  readonly slash?: boolean
  /** The engine adds the field when the entity does not declare it. */
  readonly creates?: boolean
  /** Field type the field must have. */
  readonly type?: string
}

export interface ExpressionMark extends OwnerMark {
  readonly scope: 'record'
  /** What it must yield: a truth value, or a value of the field it stands at. */
  readonly result: 'boolean' | 'field'
}

/**
 * Our keywords inside meta-schemas, for `ajv.addVocabulary`: annotations to AJV, which knows how
 * a node of `x-cases` is checked by the if/then/else made from it.
 */
export const metaVocabulary: readonly string[] = [
  'x-ref',
  'x-code',
  'x-text',
  'x-unique',
  'x-ordered',
  'x-identity',
  'x-key',
  'x-cases',
  'x-problem',
  'x-fix',
  'x-default-for',
]
