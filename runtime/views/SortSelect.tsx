import { useId } from 'react'
import { Select } from 'antd'
import { texts } from '#runtime/texts/index.ts'
import type { RuntimeView } from '#engine/presentation/shapes.ts'

const t = texts.list

interface SortSelectProps {
  view: RuntimeView
  sort: string | null
  onChange: (sort: string | null) => void
}

/** Chooses the order where there are no column heads to click on. */
export function SortSelect({ view, sort, onChange }: SortSelectProps) {
  const id = useId()
  const options = view.columns
    .filter((column) => column.sortable)
    .flatMap(({ path, title }) => [
      { value: path, label: `${title} · ${t.ascending}` },
      { value: `-${path}`, label: `${title} · ${t.descending}` },
    ])
  return (
    <div className="gj-query-field gj-sort-by">
      <label htmlFor={id}>{t.sort}</label>
      <div className="gj-query-control">
        <Select
          id={id}
          allowClear
          placeholder={t.sortDefault}
          options={options}
          value={sort ?? undefined}
          onChange={(chosen?: string) => onChange(chosen ?? null)}
        />
      </div>
    </div>
  )
}
