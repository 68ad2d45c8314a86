import { Select } from 'antd'
import { texts } from '#runtime/texts/index.ts'
import { textsIn } from '../text_list.ts'
import type { InputProps } from '../field_face.ts'

/** Any number of options; one that is no longer offered stays where it was chosen. */
export function MultiselectInput(props: InputProps) {
  const { field, onChange } = props
  const chosen = textsIn(props.value)
  const offered = (field.options ?? []).filter(({ off, value }) => !off || chosen.includes(value))
  const isCell = props.variant === 'cell'
  return (
    <Select
      id={props.id}
      mode="multiple"
      allowClear
      style={{ width: '100%' }}
      optionFilterProp="label"
      placeholder={isCell ? undefined : texts.form.choose}
      variant={isCell ? 'borderless' : 'outlined'}
      {...(isCell ? { maxTagCount: 'responsive' as const } : {})}
      disabled={props.disabled}
      autoFocus={props.autoFocus}
      defaultOpen={props.opens ?? false}
      {...(props.invalid ? { status: 'error' as const } : {})}
      options={offered.map(({ value, label }) => ({ value, label }))}
      value={[...chosen]}
      onChange={(codes: string[]) => onChange(codes.length > 0 ? codes : null)}
      onBlur={props.onBlur}
    />
  )
}
