import { ModelForm } from './ModelForm.tsx'
import { storyField, storyForm, storyNode } from './story_fields.ts'
import type { RuntimeField } from '#engine/presentation/shapes.ts'

export default { title: '子表' }

const option = (value: string, label: string) => ({
  ...{ value, label, color: null, parent: null, off: false },
})
const toRecord = { target: 'story.record', targetTitleField: 'name' }

/** Twenty columns of many types; two are computed. */
const columns: RuntimeField[] = [
  storyField('item', 'text', { title: '检验项目', required: true, maxLength: 60 }),
  storyField('kind', 'select', {
    title: '类别',
    options: [option('periodic', '定期检验'), option('entrusted', '委托检测')],
  }),
  storyField('owner', 'user', { title: '检验员', ...toRecord }),
  storyField('on', 'date', { title: '日期' }),
  storyField('qty', 'integer', { title: '数量', minimum: '0' }),
  storyField('price', 'money', { title: '单价', minimum: '0' }),
  storyField('amount', 'formula', {
    ...{ title: '金额', readOnly: true, valueType: 'money', formula: '=qty * price' },
  }),
  storyField('urgent', 'boolean', { title: '加急' }),
  ...Array.from({ length: 10 }, (_, n) =>
    storyField(`m${n}`, n % 2 ? 'decimal' : 'text', { title: `参数 ${n + 1}` })
  ),
  storyField('note', 'longtext', { title: '备注' }),
  storyField('total', 'formula', {
    ...{ title: '含税', readOnly: true, valueType: 'money', formula: '=amount * parent.rate' },
  }),
]

const definition = storyForm(
  [
    storyField('name', 'text', { title: '项目名称', required: true }),
    storyField('rate', 'decimal', { title: '税率系数' }),
    storyField('lines', 'children', { title: '检验明细', childFields: columns }),
    storyField('sum', 'formula', {
      ...{ title: '合计', readOnly: true, valueType: 'money', formula: '=SUM(lines.amount)' },
    }),
  ],
  [
    storyNode('name'),
    storyNode('rate'),
    storyNode('lines', { totals: ['qty', 'amount', 'total'] }),
    storyNode('sum'),
  ]
)

function record(count: number) {
  const lines = Array.from({ length: count }, (_, n) => ({
    ...{ id: `row-${n}`, item: `检验项目 ${n + 1}`, kind: 'periodic', qty: (n % 9) + 1 },
    ...{ owner: { id: 'id-0', title: '张三' }, on: '2026-11-22', price: '125.50' },
    ...{ amount: `${((n % 9) + 1) * 125.5}0`, urgent: n % 7 === 0, note: null },
    ...Object.fromEntries(
      Array.from({ length: 10 }, (_none, m) => [`m${m}`, m % 2 ? '1.25' : '正常'])
    ),
  }))
  return { id: 'r', rev: 1, name: '岸桥定期检验', rate: '1.06', lines }
}

export const Empty = {
  name: '空',
  render: () => <ModelForm definition={definition} record={record(0)} />,
}
export const Few = {
  name: '几行',
  render: () => <ModelForm definition={definition} record={record(5)} />,
}
export const Thousand = {
  name: '一千行',
  render: () => <ModelForm definition={definition} record={record(1_000)} />,
}
export const Wrong = {
  name: '有误',
  render: () => (
    <ModelForm
      definition={definition}
      record={{ ...record(3), name: null }}
      act={(model) => void model.showFaults(new Map([['/lines/1/item', '请填写检验项目']]))}
    />
  ),
}
export const Locked = {
  name: '只读',
  render: () => (
    <ModelForm definition={{ ...definition, createFields: ['name'] }} record={record(3)} />
  ),
}
