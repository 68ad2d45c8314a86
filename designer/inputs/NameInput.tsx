import { Button, Select } from 'antd'
import { SelectOutlined } from '@ant-design/icons'
import { findDefinition, schemaFor } from '#designer/document/index.ts'
import { nameOptions } from '#designer/names/name_options.ts'
import type { NameOption } from '#designer/names/name_options.ts'
import { useWorkshop, useWorkshopState } from '#designer/workshop/index.ts'
import { texts } from './texts.ts'
import { useSet } from './property.ts'
import type { PropertyInputProps } from './property.ts'

/** Something that is named: a definition, field, state, item or action, chosen from what there is. */
export function NameInput({ element, at, id, definition, invalid }: PropertyInputProps) {
  const set = useSet({ at, element })
  const definitions = useWorkshopState((state) => state.set)
  const workshop = useWorkshop()
  const mark = element.schema['x-ref'] ?? {}
  const value = typeof element.value === 'string' ? element.value : null
  const options = nameOptions({ mark, element, definition, set: definitions })
  const target = mark.kind && value ? findDefinition(definitions, mark.kind, value) : undefined
  return (
    <div className="gd-with-button">
      <Select
        id={id}
        style={{ width: '100%' }}
        value={value}
        placeholder={texts.choose}
        allowClear
        showSearch
        filterOption={matchesOption}
        status={invalid ? 'error' : ''}
        options={shownOptions(options, value === null ? [] : [value])}
        onChange={(next?: string) => set(next)}
      />
      {target && (
        <Button
          type="text"
          icon={<SelectOutlined />}
          title={texts.open(value ?? '')}
          aria-label={texts.open(value ?? '')}
          onClick={() => workshop.select({ uid: target.uid, path: [] })}
        />
      )}
    </div>
  )
}

/** Several names, in the order they were chosen. */
export function NamesInput({ element, at, id, definition, invalid }: PropertyInputProps) {
  const set = useSet({ at, element })
  const definitions = useWorkshopState((state) => state.set)
  const mark = schemaFor(element.root, element.schema.items ?? {}, undefined)['x-ref'] ?? {}
  const value = Array.isArray(element.value) ? (element.value as string[]) : []
  const options = nameOptions({ mark, element, definition, set: definitions })
  return (
    <Select
      id={id}
      mode="multiple"
      style={{ width: '100%' }}
      value={value}
      placeholder={element.value === undefined ? texts.unset : texts.empty}
      allowClear
      filterOption={matchesOption}
      status={invalid ? 'error' : ''}
      options={shownOptions(options, value)}
      onChange={(next: string[]) => set(next)}
      onClear={() => set(undefined)}
    />
  )
}

interface ShownOption {
  value: string
  label: React.ReactNode
  title: string
}

/** What is named and is not there is shown as such, not lost. */
function shownOptions(options: readonly NameOption[], named: readonly string[]): ShownOption[] {
  const missing = named.filter((name) => !options.some((one) => one.value === name))
  return [
    ...options.map(({ value, label, about }) => ({
      value,
      title: `${label} ${about ?? ''}`,
      label: (
        <span className="gd-option">
          {label}
          {about !== undefined && about !== label && <small>{about}</small>}
        </span>
      ),
    })),
    ...missing.map((name) => ({
      ...{ value: name, title: name },
      label: <span className="gd-missing">{texts.unknownName(name)}</span>,
    })),
  ]
}

function matchesOption(search: string, option?: ShownOption): boolean {
  return option?.title.toLowerCase().includes(search.toLowerCase()) ?? false
}
