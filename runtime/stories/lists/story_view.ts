import { storyField } from '../story_fields.ts'
import type { RuntimeColumn, RuntimeField, RuntimeView } from '#engine/presentation/shapes.ts'
import type { RecordJson } from '#runtime/client/records.ts'

const option = (value: string, label: string, color: string) => ({
  ...{ value, label, color, parent: null, off: false },
})
const text = ['eq', 'ne', 'contains', 'empty']
const choice = ['eq', 'ne', 'in', 'nin', 'empty']
const order = ['eq', 'gt', 'gte', 'lt', 'lte', 'between', 'empty']

const fields: readonly (readonly [RuntimeField, readonly string[], number | null])[] = [
  [storyField('no', 'serial', { title: '编号', readOnly: true }), text, 130],
  [storyField('name', 'text', { title: '项目名称', required: true }), text, 260],
  [
    storyField('status', 'select', {
      title: '进度',
      options: [option('open', '待检验', 'gold'), option('done', '已出具报告', 'green')],
    }),
    ...([choice, 120] as const),
  ],
  [
    storyField('owner', 'user', {
      title: '检验员',
      target: 'story.record',
      targetTitleField: 'name',
    }),
    ...([choice, 120] as const),
  ],
  [storyField('due', 'date', { title: '完成期限' }), [...order, 'within', 'withinDays'], 130],
  [storyField('fee', 'money', { title: '检验费' }), order, 140],
  [storyField('urgent', 'boolean', { title: '加急' }), ['eq'], 80],
]

/** A list of inspection projects: one column of each common type. */
export const storyView: RuntimeView = {
  ...{ release: 'r1', entity: 'story.record', title: '检验项目', view: null, titleField: 'name' },
  columns: fields.slice(0, 6).map(([field, operators, width]) => columnOf(field, operators, width)),
  fields: fields.map(([field, operators]) => columnOf(field, operators, null)),
  ...{ transitions: [], filters: [], where: null, sort: '-no', limit: 20 },
  can: { create: true, update: true, delete: true },
}

function columnOf(
  field: RuntimeField,
  operators: readonly string[],
  width: number | null
): RuntimeColumn {
  return {
    ...{ path: field.key, title: field.title, width, sortable: true, field, rows: null },
    ...{ operators: [...operators], groupable: field.type === 'select' || field.type === 'user' },
  }
}

const names = [
  '北部湾港 3 号泊位岸边集装箱起重机定期检验',
  '南宁江源厂区配电房年度预防性试验',
  '柳州东环路压力管道检验',
  '桂林中拓一期起重机械安全评估',
]

/** Rows of that list. */
export const storyRecords: readonly RecordJson[] = names.map((name, n) => ({
  ...{ id: `id-${n}`, rev: 1, no: `JY-2026-00${n + 1}`, name, urgent: n === 1 },
  ...{ status: n % 2 ? 'done' : 'open', owner: { id: 'id-0', title: '张三' } },
  ...{ due: `2026-12-0${n + 1}`, fee: `${12 + n * 7}500.00` },
}))
