import { lazy, Suspense, useId } from 'react'
import type { ReactNode } from 'react'
import { Input, Select } from 'antd'
import { RecordSelect } from '#runtime/fields/RecordSelect.tsx'
import { texts } from '#runtime/texts/index.ts'
import { filterControl } from './filter_values.ts'
import type { RuntimeField } from '#engine/presentation/shapes.ts'
import type { FilterValue } from './list_state.ts'

const DayRange = lazy(() => import('./DayRange.tsx'))

interface FilterInputProps {
  field: RuntimeField
  value: FilterValue | undefined
  onChange: (value: FilterValue | undefined) => void
}
type Control = FilterInputProps & { id: string }

/** One field of the query bar with its label. */
export function FilterInput(props: FilterInputProps) {
  const id = useId()
  return (
    <div className="gj-query-field">
      <label htmlFor={id} title={props.field.title}>
        {props.field.title}
      </label>
      <div className="gj-query-control">{controlOf({ ...props, id })}</div>
    </div>
  )
}

function controlOf(props: Control): ReactNode {
  switch (filterControl(props.field)) {
    case 'choice':
      return <Choice {...props} />
    case 'boolean':
      return <YesNo {...props} />
    case 'record':
      return (
        <RecordSelect
          {...props}
          value={typeof props.value === 'string' ? props.value : null}
          onChange={(link) => props.onChange(link?.id)}
        />
      )
    case 'days':
      return (
        <Suspense fallback={<Input id={props.id} disabled />}>
          <DayRange {...props} />
        </Suspense>
      )
    case 'numbers':
      return <Numbers {...props} />
    case 'text':
      return <Text {...props} />
  }
}

function Text({ id, value, onChange }: Control) {
  return (
    <Input
      id={id}
      allowClear
      placeholder={texts.form.enter}
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

function Choice({ id, field, value, onChange }: Control) {
  const chosen = Array.isArray(value) ? value.filter((code) => code !== null) : []
  return (
    <Select
      id={id}
      mode="multiple"
      allowClear
      maxTagCount="responsive"
      optionFilterProp="label"
      placeholder={texts.list.all}
      options={field.options?.map(({ value: code, label }) => ({ value: code, label })) ?? []}
      value={chosen as string[]}
      onChange={onChange}
    />
  )
}

function YesNo({ id, value, onChange }: Control) {
  return (
    <Select
      id={id}
      allowClear
      placeholder={texts.list.all}
      options={[
        { value: true, label: texts.form.yes },
        { value: false, label: texts.form.no },
      ]}
      value={typeof value === 'boolean' ? value : undefined}
      onChange={(chosen) => onChange(chosen)}
    />
  )
}

function Numbers({ id, field, value, onChange }: Control) {
  const [from, to] = Array.isArray(value) ? value : []
  const limit = (text: string | null | undefined, label: string, place: 0 | 1) => (
    <Input
      {...(place === 0 ? { id } : { 'aria-label': `${field.title}${label}` })}
      inputMode="decimal"
      placeholder={label}
      value={text ?? ''}
      onChange={(event) => {
        const typed = event.target.value || null
        onChange(place === 0 ? [typed, to ?? null] : [from ?? null, typed])
      }}
    />
  )
  return (
    <div className="gj-query-pair">
      {limit(from, texts.list.minimum, 0)}
      <span aria-hidden>–</span>
      {limit(to, texts.list.maximum, 1)}
    </div>
  )
}
