import { useState } from 'react'
import { FormModel } from '#runtime/forms/formily/form_model.ts'
import { RecordForm } from '#runtime/forms/formily/RecordForm.tsx'
import type { RuntimeForm } from '#engine/presentation/shapes.ts'
import type { FormValues } from '#runtime/forms/evaluation.ts'
import './stories.css'

interface ModelFormProps {
  definition: RuntimeForm
  record: FormValues | null
  /** Done once, when the fields are there. */
  act?: (model: FormModel) => void
}

/** A form as people fill it in; its model is on the window, for measurements. */
export function ModelForm({ definition, record, act }: ModelFormProps) {
  const [model] = useState(() => {
    const writable = new Set(definition.createFields)
    const made = new FormModel({ definition, record, writable, me: 'me' })
    if (act) setTimeout(() => act(made))
    Object.assign(window, { storyModel: made })
    return made
  })
  return <RecordForm model={model} />
}
