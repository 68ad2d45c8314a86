import { useState } from 'react'
import { Select } from 'antd'
import { texts } from '#runtime/texts/index.ts'
import { linksOf, linkTitle } from './link_value.ts'
import { useFoundLinks } from './found_links.ts'
import type { InputProps } from './field_face.ts'

/** Chooses any number of records of the field's entity; their order is the order of choosing. */
export function RecordsSelect(props: InputProps) {
  const { field, value, onChange } = props
  const [open, setOpen] = useState(props.opens ?? false)
  const [typed, setTyped] = useState('')
  const found = useFoundLinks(field, { typed, open, related: props.related })
  const chosen = linksOf(value)
  const known = new Map([...found.links, ...chosen].map((link) => [link.id, link]))
  const offered = found.isSearch ? found.links : [...known.values()]
  return (
    <Select
      id={props.id}
      mode="multiple"
      showSearch
      allowClear
      filterOption={false}
      maxTagCount="responsive"
      style={{ width: '100%' }}
      placeholder={texts.form.searchToChoose}
      disabled={props.disabled}
      autoFocus={props.autoFocus}
      variant={props.variant === 'cell' ? 'borderless' : 'outlined'}
      {...(props.invalid ? { status: 'error' as const } : {})}
      loading={found.isFetching}
      notFoundContent={found.isPending ? texts.form.loading : texts.form.noOptions}
      options={offered.map((link) => ({ value: link.id, label: linkTitle(link) }))}
      labelRender={({ value: id }) =>
        linkTitle(known.get(String(id)) ?? { id: String(id), title: null })
      }
      value={chosen.map((link) => link.id)}
      open={open}
      onSearch={setTyped}
      onOpenChange={setOpen}
      onBlur={props.onBlur}
      onChange={(ids: string[]) => onChange(ids.map((id) => known.get(id) ?? { id, title: null }))}
    />
  )
}
