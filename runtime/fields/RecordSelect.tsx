import { useState } from 'react'
import { Select } from 'antd'
import { useRecord } from '#runtime/client/queries.ts'
import { texts } from '#runtime/texts/index.ts'
import { linkFrom, useFoundLinks } from './found_links.ts'
import { linkOf, linkTitle } from './link_value.ts'
import type { RuntimeField } from '#engine/presentation/shapes.ts'
import type { RecordLink } from '#runtime/client/records.ts'

interface RecordSelectProps {
  field: RuntimeField
  /** A link as the API reads it, or an id. */
  value: unknown
  onChange: (link: RecordLink | null) => void
  onBlur?: () => void
  id?: string
  disabled?: boolean
  autoFocus?: boolean
  opens?: boolean
  invalid?: boolean
  variant?: 'form' | 'cell'
  /** Fields to bring along with the chosen record. */
  related?: readonly string[]
}

/** Chooses one record of the field's entity: the server searches, the first twenty are offered. */
export function RecordSelect(props: RecordSelectProps) {
  const { field, value, onChange } = props
  const [open, setOpen] = useState(props.opens ?? false)
  const [typed, setTyped] = useState('')
  const found = useFoundLinks(field, { typed, open, related: props.related })
  const known = useTitledLink(field, value)
  const { links, isSearch } = found
  const offered = known && !links.some((link) => link.id === known.id) ? [known, ...links] : links
  return (
    <Select
      id={props.id}
      showSearch
      allowClear
      filterOption={false}
      style={{ width: '100%' }}
      placeholder={texts.form.searchToChoose}
      disabled={props.disabled}
      autoFocus={props.autoFocus}
      variant={props.variant === 'cell' ? 'borderless' : 'outlined'}
      {...(props.invalid ? { status: 'error' as const } : {})}
      loading={found.isFetching}
      notFoundContent={found.isPending ? texts.form.loading : texts.form.noOptions}
      options={(isSearch ? links : offered).map((link) => ({
        value: link.id,
        label: linkTitle(link),
      }))}
      value={known?.id}
      open={open}
      onSearch={setTyped}
      onOpenChange={setOpen}
      onBlur={props.onBlur}
      onChange={(id?: string) => onChange(offered.find((link) => link.id === id) ?? null)}
    />
  )
}

/** The chosen link with its title; a bare id (from an address) is looked up. */
function useTitledLink(field: RuntimeField, value: unknown): RecordLink | null {
  const link = linkOf(value)
  const needed = Boolean(link && link.title === null && field.target && field.targetTitleField)
  const titleField = field.targetTitleField
  const looked = useRecord(field.target ?? '', link?.id ?? '', titleField ?? '', needed)
  return needed && looked.data ? linkFrom(looked.data.data, titleField) : link
}
