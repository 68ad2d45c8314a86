import { compileExpression } from '#engine/expressions/index.ts'
import { coreActorNames } from '#engine/filters/index.ts'
import type { FilterContext } from '#engine/filters/index.ts'
import { compileSample } from '../support/compile_sample.ts'

const application = compileSample(
  { kind: 'dictionary', key: 'log.kind', items: [{ code: 'road', title: '公路' }] },
  {
    kind: 'entity',
    key: 'log.vehicle',
    titleField: 'plate',
    schema: {
      properties: {
        plate: { type: 'string' },
        keeper: { 'x-type': 'user' },
        next: { 'x-type': 'relation', 'x-relation': { to: 'log.vehicle' } },
      },
    },
  },
  {
    kind: 'entity',
    key: 'log.trip',
    titleField: 'name',
    schema: {
      properties: {
        name: { type: 'string' },
        vehicle: { 'x-type': 'relation', 'x-relation': { to: 'log.vehicle' } },
        driver: { 'x-type': 'user' },
        fee: { 'x-type': 'money', 'x-scale': 2 },
        limit: { 'x-type': 'decimal', 'x-scale': 3 },
        km: { type: 'integer' },
        paid: { type: 'boolean' },
        day: { type: 'string', format: 'date' },
        left_at: { type: 'string', format: 'date-time' },
        kind: { 'x-type': 'select', 'x-dictionary': 'log.kind' },
        stops: { 'x-type': 'children', 'x-entity': 'log.stop' },
      },
    },
  },
  {
    kind: 'entity',
    key: 'log.stop',
    parent: 'log.trip',
    titleField: 'place',
    schema: { properties: { place: { type: 'string' }, minutes: { type: 'integer' } } },
  }
)

/** Trips of vehicles: the names a filter may use. */
export const tripContext: FilterContext = {
  entity: application.entities.get('log.trip')!,
  entityOf: (key) => application.entities.get(key),
  codesOf: (field) =>
    field.dictionary
      ? new Set(application.dictionaries.get(field.dictionary)!.byCode.keys())
      : null,
  actorNames: new Set([...coreActorNames, 'my_vehicles']),
}

const types = { fee: 'number', limit: 'number', name: 'text', km: 'number', day: 'date' } as const

/** The same where expressions may stand for values. */
export const guardContext: FilterContext = {
  ...tripContext,
  compileOperand: (source) =>
    compileExpression(source, {
      typeOf: ([name = '']) =>
        Object.hasOwn(types, name) ? { kind: types[name as keyof typeof types] } : undefined,
    }),
}
