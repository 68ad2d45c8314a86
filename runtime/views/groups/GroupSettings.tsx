import { Button, Drawer, Select } from 'antd'
import { useIsNarrow } from '#runtime/shell/narrow.ts'
import { texts } from '#runtime/texts/index.ts'
import { summable } from './totals.ts'
import type { ListBarProps } from '../ListBar.tsx'
import '#runtime/shell/style/filter.css'

const t = texts.groups

/** By what the records are put in groups, and which columns are added up. */
export default function GroupSettings(props: ListBarProps & { onClose: () => void }) {
  const { view, state, columns, onChange, onClose } = props
  const narrow = useIsNarrow()
  const groupable = [...columns, ...view.fields].filter(
    ({ path, groupable: fits }, n, all) => fits && all.findIndex((one) => one.path === path) === n
  )
  const numbers = [...columns, ...view.fields].filter(
    (column, n, all) => summable(column) && all.findIndex((one) => one.path === column.path) === n
  )
  const isSummed = (path: string) => state.totals.some((total) => total.path === path)
  return (
    <Drawer
      open
      mask={narrow}
      width={narrow ? '100%' : 380}
      title={t.title}
      extra={
        <Button type="link" onClick={() => onChange({ group: null, totals: [] })}>
          {texts.columnSettings.reset}
        </Button>
      }
      onClose={onClose}
    >
      <section className="gj-settings">
        <h3>{t.by}</h3>
        <Select
          aria-label={t.by}
          showSearch
          allowClear
          optionFilterProp="label"
          style={{ width: '100%' }}
          placeholder={t.none}
          options={groupable.map(({ path, title }) => ({ value: path, label: title }))}
          value={state.group ?? undefined}
          onChange={(path?: string) => onChange({ group: path ?? null })}
        />
        {numbers.length > 0 && <h3>{t.totals}</h3>}
        <ul>
          {numbers.map((column) => (
            <li key={column.path} className="gj-column-line">
              <label>
                <input
                  type="checkbox"
                  aria-label={texts.columnSettings.total(column.title)}
                  checked={isSummed(column.path)}
                  onChange={(event) => {
                    const rest = state.totals.filter(({ path }) => path !== column.path)
                    const own = { path: column.path, do: 'sum' as const }
                    onChange({ totals: event.target.checked ? [...rest, own] : rest })
                  }}
                />
                <span>{column.title}</span>
              </label>
            </li>
          ))}
        </ul>
      </section>
    </Drawer>
  )
}
