import { useState } from 'react'
import { SearchOutlined } from '@ant-design/icons'
import { Button, Drawer, Input, Segmented } from 'antd'
import { useIsNarrow } from '#runtime/shell/narrow.ts'
import { texts } from '#runtime/texts/index.ts'
import { rowHeights } from '#engine/presentation/saved_view.ts'
import { savedColumns } from '../state/shown_columns.ts'
import { ColumnLine } from './ColumnLine.tsx'
import { SortLines } from './SortLines.tsx'
import { movedColumn } from './moved_column.ts'
import type { RowHeight } from '#engine/presentation/saved_view.ts'
import type { ListBarProps } from '../ListBar.tsx'
import type { ShownColumn } from '../state/shown_columns.ts'
import '#runtime/shell/style/filter.css'

const t = texts.columnSettings

/** What a list shows and how: columns and their order, height of rows, order of records. */
export default function ColumnSettings(props: ListBarProps & { onClose: () => void }) {
  const { view, state, columns, onChange, onClose } = props
  const narrow = useIsNarrow()
  const [typed, setTyped] = useState('')
  const keep = (next: readonly ShownColumn[]) => onChange({ columns: savedColumns(next) })
  const shown = new Set(columns.map(({ path }) => path))
  const others = [...view.columns, ...view.fields].filter(
    ({ path, field }, n, all) =>
      !shown.has(path) &&
      field.childFields === null &&
      all.findIndex((one) => one.path === path) === n
  )
  const isFound = (title: string) => title.toLowerCase().includes(typed.trim().toLowerCase())
  return (
    <Drawer
      open
      mask={narrow}
      width={narrow ? '100%' : 380}
      title={t.title}
      extra={
        <Button type="link" onClick={() => onChange({ columns: null, height: null, sort: null })}>
          {t.reset}
        </Button>
      }
      onClose={onClose}
    >
      <section className="gj-settings">
        <h3>{t.height}</h3>
        <Segmented<RowHeight>
          block
          options={rowHeights.map((height) => ({ value: height, label: t[height] }))}
          value={state.height ?? 'middle'}
          onChange={(height) => onChange({ height: height === 'middle' ? null : height })}
        />
        <h3>{t.sort}</h3>
        <SortLines view={view} state={state} onChange={onChange} />
        <h3>{t.shown}</h3>
        <p className="gj-settings-hint">{t.hint}</p>
        <ul>
          {columns.map((column, n) => (
            <ColumnLine
              key={column.path}
              column={column}
              place={n}
              count={columns.length}
              onMove={(from, to) => keep(movedColumn(columns, from, to))}
              onFreeze={(frozen) => {
                keep(columns.map((one) => (one === column ? { ...one, frozen } : one)))
              }}
              onHide={() => keep(columns.filter((one) => one !== column))}
            />
          ))}
        </ul>
        <h3>{t.others}</h3>
        <Input
          allowClear
          prefix={<SearchOutlined />}
          aria-label={t.search}
          placeholder={t.search}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <ul>
          {others
            .filter(({ title }) => isFound(title))
            .map((column) => (
              <li key={column.path} className="gj-column-line">
                <label>
                  <input
                    type="checkbox"
                    checked={false}
                    aria-label={t.show(column.title)}
                    onChange={() => keep([...columns, { ...column, frozen: false }])}
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
