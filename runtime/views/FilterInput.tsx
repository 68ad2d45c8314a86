import { lazy, Suspense, useId, useState } from 'react'
import type { ReactNode } from 'react'
import { Select } from 'antd'
import { TextInput } from '#runtime/shell/text_input.ts'
import { useTagsInUse } from '#runtime/fields/tags/tags_in_use.ts'
import { RecordSelect } from '#runtime/fields/RecordSelect.tsx'
import { texts } from '#runtime/texts/index.ts'
import { choicesOf, filterControl } from './state/filter_values.ts'
import type { RuntimeField } from '#engine/presentation/shapes.ts'
import type { FilterValue } from './state/list_state.ts'

const RegionSelect = lazy(async () => ({
  default: (await import('#runtime/fields/region/RegionSelect.tsx')).RegionSelect,
}))
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
    case 'words':
      return <Words {...props} />
    case 'region':
      return <Region {...props} />
    case 'boolean':
      return <YesNo {...props} yes={texts.form.yes} no={texts.form.no} />
    case 'presence':
      return <YesNo {...props} yes={texts.list.filled} no={texts.list.blank} />
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
        <Suspense fallback={<TextInput id={props.id} disabled />}>
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
    <TextInput
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
      options={choicesOf(field)}
      value={chosen as string[]}
      onChange={onChange}
    />
  )
}

/** A division with all inside of it. */
function Region({ id, value, onChange }: Control) {
  return (
    <Suspense fallback={<TextInput id={id} disabled />}>
      <RegionSelect
        id={id}
        code={typeof value === 'string' && value ? value : null}
        placeholder={texts.list.all}
        onChange={(region) => onChange(region?.code)}
      />
    </Suspense>
  )
}

/** Free words, one of which the record has. */
function Words({ id, field, value, onChange }: Control) {
  const [open, setOpen] = useState(false)
  const inUse = useTagsInUse(field, open)
  const asked = Array.isArray(value) ? value.filter((word) => word !== null) : []
  return (
    <Select
      id={id}
      mode="tags"
      allowClear
      maxTagCount="responsive"
      placeholder={texts.list.all}
      notFoundContent={null}
      options={inUse.map((tag) => ({ value: tag, label: tag }))}
      value={asked as string[]}
      onChange={onChange}
      onOpenChange={setOpen}
    />
  )
}

function YesNo({ id, value, onChange, yes, no }: Control & { yes: string; no: string }) {
  return (
    <Select
      id={id}
      allowClear
      placeholder={texts.list.all}
      options={[
        { value: true, label: yes },
        { value: false, label: no },
      ]}
      value={typeof value === 'boolean' ? value : undefined}
      onChange={(chosen) => onChange(chosen)}
    />
  )
}

function Numbers({ id, field, value, onChange }: Control) {
  const [from, to] = Array.isArray(value) ? value : []
  const limit = (text: string | null | undefined, label: string, place: 0 | 1) => (
    <TextInput
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
