import { useState } from 'react'
import { Button, Drawer } from 'antd'
import { useIsNarrow } from '#runtime/shell/narrow.ts'
import { texts } from '#runtime/texts/index.ts'
import { joinedFilter, splitFilter } from '../state/view_settings.ts'
import { ConditionGroup } from './ConditionGroup.tsx'
import { usePlacedColumns } from './filter_columns.ts'
import { lineCondition, lineFault } from './line_values.ts'
import { linesOf } from './tree_facts.ts'
import { newGroup, readTree, writeTree } from './tree/filter_tree.ts'
import type { ListBarProps } from '../ListBar.tsx'
import '#runtime/shell/style/filter.css'

const t = texts.filter

/** The filter builder: every readable field, in groups within groups. Nothing is asked before 应用. */
export default function FilterDrawer({
  view,
  state,
  onChange,
  onClose,
}: ListBarProps & { onClose: () => void }) {
  const narrow = useIsNarrow()
  const [tree, setTree] = useState(() => readTree(joinedFilter(view, state)))
  const [told, setTold] = useState(false)
  const columnOf = usePlacedColumns(view, tree)
  const faulty = linesOf(tree).filter(({ line, rows }) => {
    const column = columnOf(line.path, rows)
    return column && lineFault(line, column.field) !== null
  }).length
  const apply = () => {
    if (faulty > 0) return setTold(true)
    const filter = writeTree(tree, (line, rows) =>
      lineCondition(line, columnOf(line.path, rows)?.field ?? null)
    )
    onChange(filter ? splitFilter(view, filter) : { filters: {}, where: null })
    onClose()
  }
  return (
    <Drawer
      open
      width={narrow ? '100%' : 'min(820px, 94vw)'}
      title={t.advanced}
      onClose={onClose}
      footer={
        <div className="gj-filter-foot">
          <span role="status" className={told && faulty ? 'gj-panel-hint-fault' : undefined}>
            {told && faulty > 0 && t.incomplete(faulty)}
          </span>
          <Button onClick={() => setTree(newGroup('all'))}>{t.clear}</Button>
          <Button onClick={onClose}>{texts.actions.cancel}</Button>
          <Button type="primary" onClick={apply}>
            {t.apply}
          </Button>
        </div>
      }
    >
      <form
        className="gj-filter"
        onSubmit={(event) => {
          event.preventDefault()
          apply()
        }}
      >
        <ConditionGroup
          root={tree}
          group={tree}
          view={view}
          columns={null}
          rows={null}
          depth={0}
          columnOf={columnOf}
          showsFaults={told}
          onRoot={setTree}
        />
        <button type="submit" hidden />
      </form>
    </Drawer>
  )
}
