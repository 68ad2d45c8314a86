import { useState } from 'react'
import { Select } from 'antd'
import { texts } from '#runtime/texts/index.ts'
import { textsIn } from '../text_list.ts'
import { useTagsInUse } from './tags_in_use.ts'
import type { InputProps } from '../field_face.ts'

/** Signs between tags that are typed or pasted in one go. */
const separators = [',', '，', '、', ';', '；', '\n']

/** Free words; those that other records have are offered. */
export function TagsInput(props: InputProps) {
  const { field, value, onChange } = props
  const [open, setOpen] = useState(props.opens ?? false)
  const isCell = props.variant === 'cell'
  const inUse = useTagsInUse(field, open)
  const entered = (given: string[]) => {
    const tags = [...new Set(given.map((tag) => tag.trim()).filter(Boolean))]
    onChange(tags.length > 0 ? tags : null)
  }
  return (
    <Select
      id={props.id}
      mode="tags"
      allowClear
      style={{ width: '100%' }}
      tokenSeparators={separators}
      placeholder={isCell ? undefined : texts.fields.enterTags}
      notFoundContent={null}
      variant={isCell ? 'borderless' : 'outlined'}
      {...(isCell ? { maxTagCount: 'responsive' as const } : {})}
      disabled={props.disabled}
      autoFocus={props.autoFocus}
      open={open}
      onOpenChange={setOpen}
      {...(props.invalid ? { status: 'error' as const } : {})}
      options={inUse.map((tag) => ({ value: tag, label: tag }))}
      value={[...textsIn(value)]}
      onChange={entered}
      onBlur={props.onBlur}
    />
  )
}
