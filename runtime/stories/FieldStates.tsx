import { useState } from 'react'
import type { ReactNode } from 'react'
import { FieldValue } from '#runtime/fields/FieldValue.tsx'
import { displays } from '#runtime/fields/displays.ts'
import { inputs } from '#runtime/fields/inputs.ts'
import { FormModel } from '#runtime/forms/formily/form_model.ts'
import { RecordForm } from '#runtime/forms/formily/RecordForm.tsx'
import { fieldSamples } from './field_samples.ts'
import { storyField, storyForm } from './story_fields.ts'
import type { RuntimeField } from '#engine/presentation/shapes.ts'
import type { FieldSample } from './field_samples.ts'
import './stories.css'

/** One field type in a form and in lists: empty, filled, wrong, read-only, masked, long. */
export function FieldStates({ type }: { type: string }) {
  const sample = fieldSamples[type]
  if (!sample)
    throw new TypeError(`field type ${type} has no sample in schemas/fixtures/field_samples`)
  if (!displays[type]) throw new TypeError(`field type ${type} is missing in fields/displays.ts`)
  if (!inputs[type] && type !== 'children') {
    throw new TypeError(`field type ${type} is missing in fields/inputs.ts`)
  }
  const field = fieldOf(type, sample)
  const long = sample.long ?? sample.filled
  return (
    <div className="gj-story-states">
      <h2>
        {sample.title} <code>{type}</code>
      </h2>
      <State name="空白">
        <FormOf field={field} value={null} />
      </State>
      <State name="已填写">
        <FormOf field={field} value={sample.filled} />
      </State>
      <State name="长内容">
        <FormOf field={field} value={long} />
      </State>
      <State name="有误">
        <FormOf field={{ ...field, required: true }} value={null} fault={`请填写${sample.title}`} />
      </State>
      <State name="只读">
        <FormOf field={{ ...field, readOnly: true }} value={sample.filled} />
      </State>
      <State name="脱敏">
        <FormOf field={{ ...field, readOnly: true }} value={masked(sample.filled)} />
      </State>
      <State name="列表与详情">
        <Displays field={field} values={[null, sample.filled, long]} />
      </State>
    </div>
  )
}

/** A masked value is text whatever the type, as the server gives it. */
const masked = (value: unknown) =>
  Array.isArray(value) && typeof value[0] === 'object' ? value : '****'

function fieldOf(type: string, { title, field }: FieldSample): RuntimeField {
  const childFields =
    type === 'children'
      ? [
          storyField('item', 'text', { title: '项目', required: true }),
          storyField('qty', 'integer', { title: '数量' }),
          storyField('price', 'money', { title: '单价' }),
        ]
      : null
  return storyField('value', type, { title, childFields, ...field })
}

function State({ name, children }: { name: string; children: ReactNode }) {
  return (
    <section className="gj-story-state" data-state={name}>
      <h3>{name}</h3>
      {children}
    </section>
  )
}

interface FormOfProps {
  field: RuntimeField
  value: unknown
  fault?: string
}

function FormOf({ field, value, fault }: FormOfProps) {
  const [model] = useState(() => {
    const made = new FormModel({
      ...{ definition: storyForm([field]), me: 'me', writable: new Set([field.key]) },
      record: { id: 'r', rev: 1, [field.key]: value },
    })
    // The field is there with the first render; the message comes after it.
    if (fault) setTimeout(() => made.showFaults(new Map([[`/${field.key}`, fault]])))
    return made
  })
  return <RecordForm model={model} />
}

function Displays({ field, values }: { field: RuntimeField; values: readonly unknown[] }) {
  return (
    <dl className="gj-displays">
      {(['list', 'detail'] as const).map((place) => (
        <div key={place}>
          <dt>{place === 'list' ? '列表' : '详情'}</dt>
          {values.map((value, n) => (
            <dd key={n} className={place === 'list' ? 'gj-story-cell' : ''}>
              <FieldValue field={field} value={value} place={place} />
            </dd>
          ))}
        </div>
      ))}
    </dl>
  )
}
