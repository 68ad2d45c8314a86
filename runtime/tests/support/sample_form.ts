import { fieldTypes } from '#engine/fields/index.ts'
import type { RuntimeField, RuntimeForm, RuntimeNode } from '#engine/presentation/shapes.ts'

/** A field with the least said about it. */
export function field(key: string, type: string, more: Partial<RuntimeField> = {}): RuntimeField {
  return {
    key,
    entity: 'library.book',
    title: key,
    description: null,
    type,
    valueType: fieldTypes.get(type)?.resultType ?? type,
    required: false,
    readOnly: false,
    scale: 2,
    minLength: null,
    maxLength: null,
    pattern: null,
    minimum: null,
    maximum: null,
    minItems: null,
    maxItems: null,
    options: null,
    target: null,
    targetTitleField: null,
    targets: [],
    childFields: null,
    formula: null,
    check: null,
    defaultValue: null,
    defaultExpression: null,
    ...more,
  }
}

type FieldNode = Extract<RuntimeNode, { kind: 'field' }>

export function node(key: string, more: Partial<FieldNode> = {}): RuntimeNode {
  const none = { title: null, span: null, columns: null, totals: [], value: null }
  return {
    kind: 'field',
    field: key,
    ...none,
    visible: null,
    readonly: null,
    required: null,
    ...more,
  }
}

export function section(
  id: string,
  nodes: RuntimeNode[],
  more: Partial<Extract<RuntimeNode, { kind: 'layout' }>> = {}
): RuntimeNode {
  const none = { title: id, text: null, columns: 1, visible: null }
  return { kind: 'layout', id, component: 'Section', ...none, nodes, ...more }
}

export function form(
  fields: RuntimeField[],
  nodes: RuntimeNode[] = fields.map((each) => node(each.key)),
  more: Partial<RuntimeForm> = {}
): RuntimeForm {
  return {
    release: 'r1',
    entity: 'vehicle.trip',
    title: '行程',
    form: null,
    titleField: 'name',
    fields,
    nodes,
    can: { create: true, update: true, delete: true },
    createFields: fields.filter((each) => !each.readOnly).map((each) => each.key),
    transitions: [],
    related: [],
    ...more,
  }
}

/** A journey with its stops: a little of everything. */
export const trip = form(
  [
    field('name', 'text', { title: '名称', required: true, minLength: 2, maxLength: 10 }),
    field('kind', 'select', {
      title: '类型',
      options: ['long', 'short'].map((value) => ({
        ...{ value, label: `{{${value}}}`, color: null, parent: null, off: false },
      })),
    }),
    field('driver', 'user', { title: '司机', target: 'people.person', targetTitleField: 'name' }),
    field('start', 'date', { title: '开始' }),
    field('end', 'date', {
      title: '结束',
      check: { expression: '=end >= start', message: '结束不能早于开始' },
    }),
    field('rate', 'decimal', { title: '单价', minimum: '0' }),
    field('stops', 'children', {
      title: '站点',
      childFields: [
        field('place', 'text', { title: '地点', required: true }),
        field('km', 'integer', { title: '里程', minimum: '1' }),
        field('fee', 'formula', {
          title: '费用',
          valueType: 'decimal',
          readOnly: true,
          formula: '=km * parent.rate',
        }),
      ],
    }),
    field('total', 'formula', {
      title: '合计',
      valueType: 'decimal',
      readOnly: true,
      formula: '=SUM(stops.fee)',
    }),
    field('reason', 'longtext', { title: '说明' }),
  ],
  [
    section('basic', [node('name'), node('kind'), node('driver'), node('start'), node('end')], {
      columns: 2,
    }),
    section('far', [node('reason', { required: '=total > 100' })], {
      visible: '=kind = "long"',
    }),
    node('rate', { readonly: '=NOT(ISBLANK(driver))' }),
    node('stops'),
    node('total'),
  ]
)
export const me = '01a20302-8372-7365-8030-ab629d273146'
