import { field } from './sample_form.ts'
import type { RuntimeColumn, RuntimeField, RuntimeView } from '#engine/presentation/shapes.ts'

const options = [{ value: 'a', label: '甲', color: null, parent: null, off: false }]

/** A column with the operators its type has. */
export function column(
  of: RuntimeField,
  operators = ['eq', 'ne', 'in', 'nin', 'empty']
): RuntimeColumn {
  return {
    ...{ path: of.key, title: of.title, width: null, sortable: true, field: of },
    ...{ operators, groupable: true, rows: null },
  }
}

/** Trips of vehicles, as a list shows them. */
export const sampleView: RuntimeView = {
  release: 'r',
  entity: 'vehicle.trip',
  title: '行程',
  view: null,
  titleField: 'name',
  columns: ['no', 'driver.name'].map((path) => ({
    ...column(field(path, 'text'), ['eq', 'contains']),
    path,
  })),
  filters: [
    field('name', 'text'),
    field('kind', 'select', { options }),
    field('done', 'boolean'),
    field('driver', 'user'),
    field('day', 'date'),
    field('at', 'datetime'),
    field('km', 'integer'),
    field('fee', 'formula', { valueType: 'money' }),
  ],
  where: null,
  sort: '-updated_at',
  limit: 20,
  fields: [
    column(field('name', 'text'), ['eq', 'contains', 'empty']),
    column(field('kind', 'select', { options })),
    column(field('day', 'date'), ['eq', 'gt', 'gte', 'between', 'within', 'withinDays', 'empty']),
    column(field('driver', 'user', { target: 'people.person', targetTitleField: 'name' })),
    column(field('km', 'integer'), ['eq', 'gt', 'gte', 'lt', 'lte', 'between', 'empty']),
    {
      ...column(field('stops', 'children', { childFields: [field('place', 'text')] }), ['has']),
      rows: [column(field('place', 'text'), ['eq', 'contains'])],
    },
  ],
  transitions: [],
  can: { create: true, update: true, delete: true },
}
