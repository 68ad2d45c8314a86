import { CloseOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { texts } from '#runtime/texts/index.ts'
import { ConditionLine } from './ConditionLine.tsx'
import { ConditionRows } from './ConditionRows.tsx'
import { firstOperator } from './operators.ts'
import { replaceItem } from './tree/edit_tree.ts'
import { newGroup, newLine } from './tree/filter_tree.ts'
import type { RuntimeColumn, RuntimeView } from '#engine/presentation/shapes.ts'
import type { PlacedColumnOf } from './filter_columns.ts'
import type { FilterGroup, FilterItem } from './tree/filter_tree.ts'

const t = texts.filter

/** Groups within groups, as deep as the server takes them and people can follow. */
const deepest = 4

export interface ConditionsProps {
  /** The whole tree, which every change makes anew. */
  root: FilterGroup
  view: RuntimeView
  /** Fields to choose from; null = those of the list and, along relations, of what it points to. */
  columns: readonly RuntimeColumn[] | null
  /** Path of the sub-table or link whose rows are asked; null = the records of the list. */
  rows: string | null
  depth: number
  columnOf: PlacedColumnOf
  showsFaults: boolean
  onRoot: (tree: FilterGroup) => void
}

const joins = [
  { value: 'all', label: t.all },
  { value: 'any', label: t.any },
  { value: 'not all', label: t.notAll },
  { value: 'not any', label: t.notAny },
]

/** Conditions that hold all together, or any of them, or their opposite. */
export function ConditionGroup(props: ConditionsProps & { group: FilterGroup }) {
  const { group, root, depth, rows, onRoot } = props
  const replace = (item: FilterItem, next: FilterItem | null) =>
    onRoot(replaceItem(root, item.id, next))
  const add = (item: FilterItem) => replace(group, { ...group, items: [...group.items, item] })
  const askable = (props.columns ?? props.view.fields).filter(({ operators }) => operators.length)
  const first = askable.find(({ path }) => path === props.view.titleField) ?? askable[0]
  const addLine = () => first && add(newLine(first.path, firstOperator(first)))
  const isNested = depth > 0
  return (
    <fieldset className={isNested ? 'gj-group gj-group-nested' : 'gj-group'}>
      <legend className="gj-hidden">{t.join}</legend>
      <div className="gj-group-head">
        <Select
          aria-label={t.join}
          popupMatchSelectWidth={false}
          options={joins}
          value={`${group.negated ? 'not ' : ''}${group.join}`}
          onChange={(chosen) =>
            replace(group, {
              ...group,
              negated: chosen.startsWith('not '),
              join: chosen.endsWith('any') ? 'any' : 'all',
            })
          }
        />
        {isNested && rows === null && (
          <Button
            type="text"
            icon={<CloseOutlined />}
            aria-label={t.removeGroup}
            title={t.removeGroup}
            onClick={() => replace(group, null)}
          />
        )}
      </div>
      {group.items.length === 0 && !isNested && <p className="gj-group-none">{t.none}</p>}
      <div className="gj-group-items">
        {group.items.map((item) =>
          item.kind === 'group' ? (
            <ConditionGroup key={item.id} {...props} group={item} depth={depth + 1} />
          ) : item.kind === 'rows' ? (
            <ConditionRows
              key={item.id}
              {...props}
              item={item}
              onReplace={replace}
              inner={(place) => (
                <ConditionGroup {...props} {...place} group={item.group} depth={depth + 1} />
              )}
            />
          ) : (
            <ConditionLine key={item.id} {...props} line={item} onReplace={replace} />
          )
        )}
      </div>
      <div className="gj-group-add">
        <Button type="link" icon={<PlusOutlined />} onClick={addLine}>
          {t.addLine}
        </Button>
        {depth < deepest && (
          <Button
            type="link"
            icon={<PlusOutlined />}
            onClick={() =>
              add(newGroup('any', first ? [newLine(first.path, firstOperator(first))] : []))
            }
          >
            {t.addGroup}
          </Button>
        )}
      </div>
    </fieldset>
  )
}
