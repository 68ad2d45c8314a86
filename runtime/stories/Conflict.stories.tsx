import { useState } from 'react'
import { FormModel } from '#runtime/forms/formily/form_model.ts'
import { StaleDialog } from '#runtime/records/conflict/StaleDialog.tsx'
import { fieldSamples } from './field_samples.ts'
import { storyField, storyForm } from './story_fields.ts'
import type { RuntimeField } from '#engine/presentation/shapes.ts'
import type { Conflict } from '#runtime/records/conflict/conflict.ts'

export default { title: '冲突' }

const types = ['text', 'money', 'date', 'select', 'user', 'longtext']
const fields = types.map((type) =>
  storyField(type, type, { title: fieldSamples[type]?.title ?? type, ...fieldSamples[type]?.field })
)
const valueOf = (part: 'filled' | 'long') =>
  Object.fromEntries(types.map((type) => [type, fieldSamples[type]?.[part] ?? null]))

interface DialogProps {
  fields: RuntimeField[]
  mine: object
  theirs: object
  diff: Conflict['diff']
}

function Dialog({ fields: all, mine, theirs, diff }: DialogProps) {
  const [model] = useState(
    () =>
      new FormModel({
        ...{ definition: storyForm(all), me: 'me', writable: new Set(all.map(({ key }) => key)) },
        record: { id: 'r', rev: 1, ...mine },
      })
  )
  const nothing = () => undefined
  const by = { name: '王建国', at: '2026-03-02T06:30:00Z' }
  return (
    <StaleDialog
      model={model}
      conflict={{ diff, rev: 2, theirs: { id: 'r', rev: 2, ...theirs }, by }}
      onSave={nothing}
      onDiscard={nothing}
      onClose={nothing}
    />
  )
}

const ofFields: DialogProps = {
  ...{ fields, mine: valueOf('filled'), theirs: valueOf('long') },
  diff: Object.fromEntries(types.map((type) => [type, {}])),
}
export const SameFields = {
  name: '同样的字段被他人修改',
  render: () => <Dialog {...ofFields} />,
}

const lines = storyField('lines', 'children', {
  title: '检验明细',
  childFields: [
    storyField('item', 'text', { title: '检验项目' }),
    storyField('price', 'money', { title: '单价' }),
  ],
})
const row = (id: string, item: string, price: string) => ({ id, item, price })
const ofRows: DialogProps = {
  fields: [lines],
  mine: { lines: [row('a', '岸桥检验', '1200.00'), row('c', '门机检验', '800.00')] },
  theirs: { lines: [row('a', '岸桥定期检验', '1500.00'), row('b', '场桥检验', '900.00')] },
  diff: {
    lines: {
      rows: {
        a: { no: 1, theirs: 'changed', yours: 'changed', fields: { item: {}, price: {} } },
        b: { no: 2, theirs: 'changed', yours: 'removed', fields: { price: {} } },
        c: { no: 3, theirs: 'removed', yours: 'changed', fields: {} },
      },
    },
  },
}
export const SameRows = { name: '子表的行', render: () => <Dialog {...ofRows} /> }
