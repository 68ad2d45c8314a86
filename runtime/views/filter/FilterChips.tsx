import { CloseOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useDivisions } from '#runtime/fields/region/divisions.ts'
import { texts } from '#runtime/texts/index.ts'
import { joinedFilter, splitFilter } from '../state/view_settings.ts'
import { usePlacedColumns, useRecordTitles } from './filter_columns.ts'
import { itemText } from './filter_text.ts'
import { linesOf } from './tree_facts.ts'
import { replaceItem } from './tree/edit_tree.ts'
import { readTree, writeTree } from './tree/filter_tree.ts'
import type { ListBarProps } from '../ListBar.tsx'

/** What narrows the list now, in words, each with a way to drop it; a click on one changes it. */
export default function FilterChips({
  view,
  state,
  onChange,
  onEdit,
}: ListBarProps & { onEdit: () => void }) {
  const tree = readTree(joinedFilter(view, state))
  const columnOf = usePlacedColumns(view, tree)
  const titleOf = useRecordTitles(tree, columnOf)
  const asksRegion = linesOf(tree).some(
    ({ line, rows }) => columnOf(line.path, rows)?.field.valueType === 'region'
  )
  const divisions = useDivisions(asksRegion)
  const regionOf = (code: string) => divisions?.title(code) ?? '…'
  const words = { columnOf, titleOf, regionOf }
  // An outermost "any" or "not" is one condition: dropping a part of it would widen the rest.
  const parts = tree.join === 'all' && !tree.negated ? tree.items : [tree]
  const drop = (id: string) => {
    const rest = id === tree.id ? null : writeTree(replaceItem(tree, id, null))
    onChange(rest ? splitFilter(view, rest) : { filters: {}, where: null })
  }
  return (
    <div className="gj-list-bar">
      {state.search && (
        <Chip label={texts.quoted(state.search)} onDrop={() => onChange({ search: '' })} />
      )}
      {parts
        .filter((part) => part !== tree || tree.items.length > 0)
        .map((part) => (
          <Chip
            key={part.id}
            label={itemText(part, words)}
            onEdit={onEdit}
            onDrop={() => drop(part.id)}
          />
        ))}
      <Button
        type="link"
        size="small"
        onClick={() => onChange({ filters: {}, where: null, search: '' })}
      >
        {texts.list.clearFilters}
      </Button>
    </div>
  )
}

interface ChipProps {
  label: string
  onEdit?: () => void
  onDrop: () => void
}

function Chip({ label, onEdit, onDrop }: ChipProps) {
  return (
    <span className="gj-chip" title={label}>
      {onEdit ? (
        <button type="button" className="gj-chip-text" onClick={onEdit}>
          {label}
        </button>
      ) : (
        <span>{label}</span>
      )}
      <button
        type="button"
        className="gj-chip-drop"
        aria-label={`${texts.actions.clear} ${label}`}
        onClick={onDrop}
      >
        <CloseOutlined />
      </button>
    </span>
  )
}
