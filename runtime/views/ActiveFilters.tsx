import { CloseOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useRecord } from '#runtime/client/queries.ts'
import { useDivisions } from '#runtime/fields/region/divisions.ts'
import { texts } from '#runtime/texts/index.ts'
import { choicesOf, filterControl, isAsked } from './filter_values.ts'
import type { RuntimeField, RuntimeView } from '#engine/presentation/shapes.ts'
import type { FilterValue, ListState } from './list_state.ts'

interface ActiveFiltersProps {
  view: RuntimeView
  state: ListState
  onChange: (part: Partial<ListState>) => void
}

/** What narrows the list now, each with a way to drop it. Nothing is shown when nothing does. */
export function ActiveFilters({ view, state, onChange }: ActiveFiltersProps) {
  const fields = view.filters.filter((field) => isAsked(state.filters[field.key]))
  if (fields.length === 0 && !state.search) return null
  const drop = (key: string) => {
    const { [key]: _dropped, ...filters } = state.filters
    onChange({ filters })
  }
  return (
    <div className="gj-list-bar">
      {state.search && (
        <Chip label={texts.quoted(state.search)} onDrop={() => onChange({ search: '' })} />
      )}
      {fields.map((field) => (
        <FieldChip
          key={field.key}
          field={field}
          value={state.filters[field.key] as FilterValue}
          onDrop={() => drop(field.key)}
        />
      ))}
      <Button type="link" size="small" onClick={() => onChange({ filters: {}, search: '' })}>
        {texts.list.clearFilters}
      </Button>
    </div>
  )
}

type FieldChipProps = { field: RuntimeField; value: FilterValue; onDrop: () => void }

function FieldChip({ field, value, onDrop }: FieldChipProps) {
  const isRecord = filterControl(field) === 'record' && typeof value === 'string'
  const title = useTitleOf(field, isRecord ? value : null)
  const isRegion = filterControl(field) === 'region' && typeof value === 'string'
  const divisions = useDivisions(isRegion)
  const region = isRegion ? (divisions?.title(value) ?? '…') : null
  return (
    <Chip
      label={texts.labelled(field.title, region ?? (isRecord ? title : filterText(field, value)))}
      onDrop={onDrop}
    />
  )
}

function useTitleOf(field: RuntimeField, id: string | null): string {
  const needed = id !== null && field.target !== null && field.targetTitleField !== null
  const titleField = field.targetTitleField ?? ''
  const found = useRecord(field.target ?? '', id ?? '', titleField, needed)
  return String(found.data?.data[titleField] ?? '…')
}

function filterText(field: RuntimeField, value: FilterValue): string {
  if (typeof value === 'boolean' && filterControl(field) === 'presence') {
    return value ? texts.list.filled : texts.list.blank
  }
  if (typeof value === 'boolean') return value ? texts.form.yes : texts.form.no
  if (typeof value === 'string') return value
  if (filterControl(field) === 'words') return value.join(texts.comma)
  if (filterControl(field) === 'choice') {
    const title = (code: string | null) =>
      choicesOf(field).find((option) => option.value === code)?.label ?? code
    return value.map(title).join(texts.comma)
  }
  const [from, to] = value
  if (from && to) return `${from} – ${to}`
  return from ? `≥ ${from}` : `≤ ${to ?? ''}`
}

function Chip({ label, onDrop }: { label: string; onDrop: () => void }) {
  return (
    <span className="gj-chip">
      <span>{label}</span>
      <button type="button" aria-label={`${texts.actions.clear} ${label}`} onClick={onDrop}>
        <CloseOutlined />
      </button>
    </span>
  )
}
