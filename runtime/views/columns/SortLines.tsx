import { CloseOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { texts } from '#runtime/texts/index.ts'
import { mostSortKeys, readSort, sortText } from '../state/sorting.ts'
import type { ListBarProps } from '../ListBar.tsx'
import type { SortKey } from '../state/sorting.ts'

const t = texts.columnSettings

/** The order of records by up to three columns, one after the other. */
export function SortLines({
  view,
  state,
  onChange,
}: Pick<ListBarProps, 'view' | 'state' | 'onChange'>) {
  const keys = readSort(state.sort ?? view.sort)
  const columns = [...view.columns, ...view.fields].filter(
    ({ path, sortable }, n, all) => sortable && all.findIndex((one) => one.path === path) === n
  )
  const keep = (next: readonly SortKey[]) => onChange({ sort: sortText(next) })
  const unused = columns.find(({ path }) => !keys.some((key) => key.path === path))
  return (
    <div className="gj-sorts">
      {keys.map((key, n) => (
        <div className="gj-sort-line" key={key.path}>
          <Select
            showSearch
            optionFilterProp="label"
            aria-label={n === 0 ? t.sort : t.then}
            options={columns
              .filter(({ path }) => path === key.path || !keys.some((one) => one.path === path))
              .map(({ path, title }) => ({ value: path, label: title }))}
            value={key.path}
            onChange={(path) => keep(keys.with(n, { ...key, path }))}
          />
          <Select
            aria-label={texts.list.sort}
            popupMatchSelectWidth={false}
            options={[
              { value: false, label: texts.list.ascending },
              { value: true, label: texts.list.descending },
            ]}
            value={key.descending}
            onChange={(descending) => keep(keys.with(n, { ...key, descending }))}
          />
          <Button
            type="text"
            icon={<CloseOutlined />}
            aria-label={t.removeSort}
            onClick={() => keep(keys.filter((one) => one !== key))}
          />
        </div>
      ))}
      {keys.length < mostSortKeys && unused && (
        <Button
          type="link"
          icon={<PlusOutlined />}
          onClick={() => keep([...keys, { path: unused.path, descending: false }])}
        >
          {t.addSort}
        </Button>
      )}
    </div>
  )
}
