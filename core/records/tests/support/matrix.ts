/** One entity with a field of every type, and the records its links point to. */
import { fieldTypes } from '#engine/fields/index.ts'
import type { Values } from '#engine/values.ts'
import type { CompiledField } from '#engine/compile/compiled.ts'
import {
  fieldSamples,
  recordNames,
  sampleDocuments,
  sampleToday,
} from '#schemas/fixtures/field_samples/index.ts'
import type { FieldSample } from '#schemas/fixtures/field_samples/index.ts'
import { createRecords } from '../../create_records.ts'
import type { Records } from '../../create_records.ts'
import { actorWith, openRecords } from './open_records.ts'
import type { SampleRecords } from './open_records.ts'

export const thing = 'sample.thing'
export const computedThing = 'sample.computed'
export const keyOf = (type: string) => `a_${type}`

/** Types of which a record is given values, and those the engine computes. */
const sampled = [...fieldTypes.keys()].filter((name) => fieldSamples[name])
export const givenTypes = sampled.filter((name) => !fieldSamples[name]!.computed)
export const computedTypes = sampled.filter((name) => fieldSamples[name]!.computed)

const fieldOf = (type: string) => ({ 'x-type': type, ...fieldSamples[type]?.schema })
const fieldsOf = (types: readonly string[]) =>
  Object.fromEntries(types.map((type) => [keyOf(type), fieldOf(type)]))
const name = { type: 'string', title: '名称' }

export const matrixDocuments: readonly object[] = [
  ...sampleDocuments,
  {
    ...{ kind: 'entity', key: thing, titleField: 'name' },
    schema: { type: 'object', properties: { name, ...fieldsOf(givenTypes) } },
  },
  {
    ...{ kind: 'entity', key: computedThing, titleField: 'name' },
    numbering: { field: keyOf('serial'), pattern: 'S-{000}', at: 'create', gapless: true },
    schema: {
      type: 'object',
      properties: {
        name,
        source: { type: 'integer' },
        target: { 'x-type': 'relation', 'x-relation': { to: 'sample.target' } },
        ...fieldsOf(computedTypes),
      },
    },
  },
  {
    kind: 'role',
    key: 'sample.veiled',
    grants: [{ entity: thing, actions: ['read'], fields: { mask: givenTypes.map(keyOf) } }],
  },
]

export interface Matrix {
  readonly db: SampleRecords
  readonly records: Records
  readonly actor: ReturnType<typeof actorWith>
  /** The sample of a type with ids of records in their places. */
  sampleOf(type: string): FieldSample
  fieldOf(type: string): CompiledField
  /** A record whose value of the type is the n-th of the sample, or blank. */
  make(type: string, more: { name: string; nth: number | null }): Promise<Record<string, unknown>>
}

/** A fresh database with the matrix, the clock at the day the samples take for today. */
export async function openMatrix(): Promise<Matrix> {
  const db = await openRecords(...matrixDocuments)
  db.at(`${sampleToday}T02:00:00.000Z`)
  const records = createRecords(db.environment)
  const actor = actorWith(['sample.all'])
  const ids = new Map<string, string[]>()
  const fieldIn = (type: string) => {
    const entity = computedTypes.includes(type) ? computedThing : thing
    return db.application.entities.get(entity)!.fields.get(keyOf(type))!
  }
  for (const type of givenTypes) {
    const field = fieldIn(type)
    const target = field.target ?? field.targets[0]?.key
    if (target === undefined || ids.has(target)) continue
    const made = []
    for (const title of recordNames) {
      const isFile = db.application.entities.get(target)!.anchor === 'file'
      const facts = isFile ? { type: 'image/png', size: 68 } : {}
      made.push(await records.create(actor, target, { name: title, ...facts }))
    }
    ids.set(
      target,
      made.map(({ id }) => String(id))
    )
  }
  const sampleOf = (type: string): FieldSample => {
    const { target, targets } = fieldIn(type)
    const own = ids.get(target ?? targets[0]?.key ?? '') ?? []
    return placed(fieldSamples[type], own) as FieldSample
  }
  return {
    ...{ db, records, actor, sampleOf, fieldOf: fieldIn },
    make: async (type, { name: title, nth }) => {
      const value = nth === null ? null : sampleOf(type).valid.at(nth)![0]
      const values = { name: title, [keyOf(type)]: value } as Values
      if (fieldSamples[type]?.written !== 'engine') return records.create(actor, thing, values)
      const [id] = await records.insertMany(thing, [values])
      return (await records.get(actor, thing, id!)).data
    },
  }
}

/** `{$record: n}` anywhere in a sample replaced by the id of the n-th record. */
export function placed(value: unknown, ids: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => placed(item, ids))
  if (typeof value !== 'object' || value === null) return value
  if ('$record' in value) return ids[Number(value.$record)]
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, placed(item, ids)]))
}

/** A value as it is read, without what the engine adds to rows; blank is null. */
export function shown(value: unknown): unknown {
  if (!Array.isArray(value)) return value ?? null
  if (value.length === 0) return null
  return value.map((item: unknown) => {
    if (typeof item !== 'object' || item === null || 'title' in item) return item
    const { id: _id, row_no: _row, parent_id: _parent, ...own } = item as Record<string, unknown>
    return own
  })
}
