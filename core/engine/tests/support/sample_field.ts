import { compileSample } from './compile_sample.ts'
import type { CompiledField } from '#engine/compile/index.ts'

/** Words without which a type does not compile. */
const needed: Readonly<Record<string, Record<string, unknown>>> = {
  select: { 'x-dictionary': 'sample.colour' },
  state: { 'x-lifecycle': 'sample.thing' },
  relation: { 'x-relation': { to: 'sample.thing' } },
  relations: { 'x-relation': { to: 'sample.thing' } },
  polymorphic: { 'x-relation': { to: ['sample.thing', 'sample.other'] } },
  lookup: { 'x-lookup': 'above.name' },
  rollup: { 'x-rollup': { from: 'sample.other', by: 'thing', do: 'count' } },
  children: { 'x-entity': 'sample.part' },
}

/** A compiled field of one type, with further words, on a made-up entity. */
export function sampleField(type: string, words: Record<string, unknown> = {}): CompiledField {
  const result = words['x-result']
  const formula = type === 'formula' ? formulaWords(result) : {}
  const field = { 'x-type': type, ...needed[type], ...formula, ...words }
  const state = { 'x-type': 'state', 'x-lifecycle': 'sample.thing' }
  const further = {
    name: { type: 'string' },
    above: { 'x-type': 'relation', 'x-relation': { to: 'sample.thing' } },
    ...(type === 'state' ? {} : { status: state }),
  }
  const thing = { 'x-type': 'relation', 'x-relation': { to: 'sample.thing' } }
  const other = { name: { type: 'string' }, thing }
  const application = compileSample(
    { kind: 'dictionary', key: 'sample.colour', items: [{ code: 'red', title: '红' }] },
    {
      kind: 'entity',
      key: 'sample.thing',
      schema: { properties: { ...further, sample: field } },
    },
    { kind: 'entity', key: 'sample.other', schema: { properties: other } },
    {
      kind: 'entity',
      key: 'sample.part',
      parent: 'sample.thing',
      schema: { properties: { size: { type: 'integer' } } },
    },
    {
      kind: 'lifecycle',
      key: 'sample.thing',
      entity: 'sample.thing',
      field: type === 'state' ? 'sample' : 'status',
      initial: 'on',
      states: [{ id: 'on', title: '开' }],
      transitions: [],
    }
  )
  return application.entities.get('sample.thing')!.fields.get('sample')!
}

/** A formula whose value is of the result's type. */
function formulaWords(result: unknown): Record<string, unknown> {
  const formulas: Record<string, string> = {
    integer: '=1',
    decimal: '=1',
    money: '=1',
    boolean: '=TRUE',
    date: '=$today',
    datetime: '=$now',
  }
  return {
    'x-formula': formulas[String(result)] ?? '="red"',
    ...(result === 'select' ? { 'x-dictionary': 'sample.colour' } : {}),
  }
}
