import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { useIsNarrow } from '#runtime/shell/narrow.ts'
import { texts } from '#runtime/texts/index.ts'
import { pageSizes } from './state/list_state.ts'
import type { RuntimeView } from '#engine/presentation/shapes.ts'
import type { ListState } from './state/list_state.ts'
import type { PageOfRecords } from './page_of_records.ts'

const t = texts.list

interface PagerProps {
  page: PageOfRecords
  view: RuntimeView
  state: ListState
  onChange: (part: Partial<ListState>) => void
}

/** How many there are, and the ways to the next and the page before. */
export function Pager({ page, view, state, onChange }: PagerProps) {
  const narrow = useIsNarrow()
  if (page.isFirstLoad || page.error || (page.records.length === 0 && !page.previous)) return null
  const total = page.count !== null && t.total(page.count, !page.countIsExact)
  // Groups have their own ways to their records.
  if (state.group) {
    return (
      <div className="gj-pager">
        <span className="gj-pager-total" role="status">
          {total}
        </span>
      </div>
    )
  }
  const sizes = [...new Set([view.limit, ...pageSizes])].sort((a, b) => a - b)
  return (
    <nav className="gj-pager" aria-label={t.page(page.number)}>
      <span className="gj-pager-total" role="status">
        {total}
      </span>
      {!narrow && (
        <Select
          aria-label={t.pageSize}
          popupMatchSelectWidth={false}
          options={sizes.map((size) => ({ value: size, label: t.pageSizeOption(size) }))}
          value={page.size}
          onChange={(size) => onChange({ size: size === view.limit ? null : size })}
        />
      )}
      <Button
        icon={<LeftOutlined />}
        aria-label={t.previous}
        disabled={!page.previous}
        onClick={page.previous ?? undefined}
      />
      <span className="gj-pager-page">{t.page(page.number)}</span>
      <Button
        icon={<RightOutlined />}
        aria-label={t.next}
        disabled={!page.next}
        onClick={page.next ?? undefined}
      />
    </nav>
  )
}
