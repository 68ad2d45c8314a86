import type { MetaSchema } from './meta_schema.ts'

const partAddress = '#/$defs/'

/** Meta-schemas are frozen data, so what was resolved once stays right: a definition asks per field. */
const resolvedOf = new WeakMap<MetaSchema, WeakMap<MetaSchema, MetaSchema>>()

/** The schema with its `$ref` followed; what stands beside the `$ref` goes before the part's own. */
export function resolved(root: MetaSchema, schema: MetaSchema): MetaSchema {
  if (schema.$ref === undefined) return schema
  let known = resolvedOf.get(root)
  if (!known) resolvedOf.set(root, (known = new WeakMap()))
  let whole = known.get(schema)
  if (!whole) known.set(schema, (whole = followed(root, schema)))
  return whole
}

function followed(root: MetaSchema, schema: MetaSchema): MetaSchema {
  const { $ref = '', ...beside } = schema
  const part = root.$defs?.[$ref.slice(partAddress.length)]
  if (!part) throw new TypeError(`meta-schema part ${$ref} is missing`)
  return { ...resolved(root, part), ...beside }
}

/** The schema that holds for this value: the fitting case of `x-cases`, else the schema itself. */
export function caseOf(root: MetaSchema, schema: MetaSchema, value: unknown): MetaSchema {
  const cases = schema['x-cases']
  if (!cases || typeof value !== 'object' || value === null) return schema
  const members = value as Readonly<Record<string, unknown>>
  const fitting = conditionsOf(cases).find(({ when }) => when.every((one) => holds(one, members)))
  return fitting ? caseOf(root, resolved(root, fitting.then), value) : schema
}

/** `null` asks that there is no such member. */
function holds([name, expected]: [string, unknown], members: Readonly<Record<string, unknown>>) {
  if (expected === null) return !Object.hasOwn(members, name)
  return members[name] === expected && Object.hasOwn(members, name)
}

type Cases = NonNullable<MetaSchema['x-cases']>
interface Condition {
  when: [name: string, expected: unknown][]
  then: MetaSchema
}
const conditions = new WeakMap<Cases, Condition[]>()

/** The cases with their conditions as lists, made once. */
function conditionsOf(cases: Cases): Condition[] {
  let known = conditions.get(cases)
  if (!known) {
    known = cases.map(({ when, then }) => ({ when: Object.entries(when), then }))
    conditions.set(cases, known)
  }
  return known
}
