import { useState } from 'react'
import { FormModel } from '#runtime/forms/formily/form_model.ts'
import { StaleDialog } from '#runtime/records/conflict/StaleDialog.tsx'
import { fieldSamples } from './field_samples.ts'
import { storyField, storyForm } from './story_fields.ts'

export default { title: '冲突' }

const types = ['text', 'money', 'date', 'select', 'user', 'longtext']
const fields = types.map((type) =>
  storyField(type, type, { title: fieldSamples[type]?.title ?? type, ...fieldSamples[type]?.field })
)
const valueOf = (part: 'filled' | 'long') =>
  Object.fromEntries(types.map((type) => [type, fieldSamples[type]?.[part] ?? null]))

function Conflict() {
  const [model] = useState(
    () =>
      new FormModel({
        ...{ definition: storyForm(fields), me: 'me', writable: new Set(types) },
        record: { id: 'r', rev: 1, ...valueOf('filled') },
      })
  )
  const theirs = { id: 'r', rev: 2, ...valueOf('long') }
  const nothing = () => undefined
  const diff = Object.fromEntries(types.map((type) => [type, {}]))
  const by = { name: '王建国', at: '2026-03-02T06:30:00Z' }
  return (
    <StaleDialog
      model={model}
      conflict={{ diff, rev: 2, theirs, by }}
      onSave={nothing}
      onDiscard={nothing}
      onClose={nothing}
    />
  )
}

export const SameFields = { name: '同样的字段被他人修改', render: () => <Conflict /> }
