import { useEffect, useState } from 'react'
import { DownOutlined, UpOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useIsNarrow } from '#runtime/shell/narrow.ts'
import { texts } from '#runtime/texts/index.ts'
import { FilterInput } from './FilterInput.tsx'
import { isAsked } from './state/filter_values.ts'
import type { RuntimeView } from '#engine/presentation/shapes.ts'
import type { FilterValue, ListState } from './state/list_state.ts'

/** Fields shown before the bar is expanded. */
const mainFields = 3

interface QueryBarProps {
  view: RuntimeView
  filters: ListState['filters']
  onChange: (part: { filters: ListState['filters'] }) => void
}

/** The fields a list is asked by; nothing is asked before 查询 or Enter. */
export function QueryBar({ view, filters, onChange }: QueryBarProps) {
  const narrow = useIsNarrow()
  const [draft, setDraft] = useState(filters)
  const [expanded, setExpanded] = useState(() =>
    view.filters.slice(mainFields).some((field) => isAsked(filters[field.key]))
  )
  const given = JSON.stringify(filters)
  useEffect(() => setDraft(JSON.parse(given) as ListState['filters']), [given])
  if (view.filters.length === 0) return null

  const shown = expanded || narrow ? view.filters : view.filters.slice(0, mainFields)
  const set = (key: string, value: FilterValue | undefined) => {
    const { [key]: _before, ...rest } = draft
    setDraft(value === undefined || !isAsked(value) ? rest : { ...rest, [key]: value })
  }
  return (
    <form
      className={narrow ? 'gj-query' : 'gj-card gj-query'}
      onSubmit={(event) => {
        event.preventDefault()
        onChange({ filters: draft })
      }}
    >
      <div className="gj-query-fields">
        {shown.map((field) => (
          <FilterInput
            key={field.key}
            field={field}
            value={draft[field.key]}
            onChange={(value) => set(field.key, value)}
          />
        ))}
      </div>
      <div className="gj-query-actions">
        <Button onClick={() => onChange({ filters: {} })}>{texts.actions.reset}</Button>
        <Button type="primary" htmlType="submit">
          {texts.actions.search}
        </Button>
        {!narrow && view.filters.length > mainFields && (
          <Button
            type="link"
            icon={expanded ? <UpOutlined /> : <DownOutlined />}
            iconPosition="end"
            aria-expanded={expanded}
            onClick={() => setExpanded(!expanded)}
          >
            {expanded ? texts.actions.collapse : texts.actions.expand}
          </Button>
        )}
      </div>
    </form>
  )
}
