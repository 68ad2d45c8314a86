import { Select } from 'antd'
import { texts } from '#runtime/texts/index.ts'
import type { InputProps } from '../field_face.ts'

/** Options beyond this number can be searched. */
const searchable = 8

export function SelectInput(props: InputProps) {
  const { field, value } = props
  const offered = (field.options ?? []).filter((option) => !option.off || option.value === value)
  const isCell = props.variant === 'cell'
  return (
    <Select
      id={props.id}
      style={{ width: '100%' }}
      allowClear={!field.required}
      showSearch={offered.length > searchable}
      optionFilterProp="label"
      placeholder={isCell ? undefined : texts.form.choose}
      variant={isCell ? 'borderless' : 'outlined'}
      disabled={props.disabled}
      autoFocus={props.autoFocus}
      defaultOpen={props.opens ?? false}
      {...(props.invalid ? { status: 'error' as const } : {})}
      options={offered.map((option) => ({ value: option.value, label: option.label }))}
      value={typeof value === 'string' ? value : undefined}
      onChange={(code: string | undefined) => props.onChange(code ?? null)}
      onBlur={props.onBlur}
    />
  )
}
