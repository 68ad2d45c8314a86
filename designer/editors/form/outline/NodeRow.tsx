import { memo, useState } from 'react'
import { Input } from 'antd'
import {
  AppstoreOutlined,
  BlockOutlined,
  ColumnWidthOutlined,
  HolderOutlined,
  InfoCircleOutlined,
  RightOutlined,
  TabletOutlined,
  WarningOutlined,
} from '@ant-design/icons'
import type { CompiledField } from '#engine/compile/index.ts'
import { faceOf, typeTitle } from '#designer/fields/faces.ts'
import type { FormNode } from '../nodes/form_nodes.ts'
import { texts } from '../texts.ts'

const partIcons = {
  Section: BlockOutlined,
  Columns: ColumnWidthOutlined,
  Tabs: AppstoreOutlined,
  Tab: TabletOutlined,
  Note: InfoCircleOutlined,
}

interface NodeRowProps {
  id: string
  node: FormNode
  /** The field of the entity; null for a part, or where the entity has none of that key. */
  field: CompiledField | null
  isChosen: boolean
  isFolded: boolean
  isLabelling: boolean
  problems: readonly string[]
  drop: 'before' | 'after' | 'inside' | null
  onFold: (node: FormNode) => void
  onDragStart: (event: React.DragEvent, node: FormNode) => void
  /** Null: as it was. */
  onLabel: (node: FormNode, text: string | null) => void
}

/** A line of the outline. Rows are many and change seldom: each is drawn only when its own facts do. */
export const NodeRow = memo(function NodeRow(props: NodeRowProps) {
  const { id, node, field, isChosen, isFolded, isLabelling, problems, drop } = props
  const { component, depth } = node
  const Icon = component
    ? partIcons[component]
    : field
      ? faceOf(field.type.name).Icon
      : WarningOutlined
  const title = titleOfNode(node, field)
  return (
    <div
      id={id}
      role="treeitem"
      aria-level={depth + 1}
      aria-selected={isChosen}
      aria-label={title}
      {...(component && component !== 'Note' ? { 'aria-expanded': !isFolded } : {})}
      className={[
        'gd-node-row',
        component ? 'gd-node-part' : '',
        drop ? `gd-drop-${drop}` : '',
      ].join(' ')}
      style={{ paddingLeft: 4 + depth * 20 }}
      draggable={!isLabelling}
      onDragStart={(event) => props.onDragStart(event, node)}
      onDoubleClick={() => props.onLabel(node, '')}
    >
      {component && component !== 'Note' ? (
        <RightOutlined
          rotate={isFolded ? 0 : 90}
          className="gd-node-fold"
          title={texts.fold}
          onClick={() => props.onFold(node)}
        />
      ) : (
        <HolderOutlined className="gd-node-fold" title={texts.drag} />
      )}
      <span aria-hidden className="gd-node-icon">
        <Icon />
      </span>
      {isLabelling ? (
        <LabelInput title={title} onDone={(text) => props.onLabel(node, text)} />
      ) : (
        <span className="gd-node-name">{title}</span>
      )}
      {!isLabelling && <NodeFacts node={node} field={field} problems={problems} />}
    </div>
  )
})

function NodeFacts({ node, field, problems }: Pick<NodeRowProps, 'node' | 'field' | 'problems'>) {
  const { component } = node
  const links = Object.entries(texts.links).filter(([name]) => node.node[name] !== undefined)
  const columns = node.node['x-columns']
  const span = node.node['x-span']
  return (
    <span className="gd-node-facts">
      {component === null && !field && <em>{texts.unknown}</em>}
      {field?.required && <small>{texts.required}</small>}
      {typeof columns === 'number' && <small>{texts.columns(columns)}</small>}
      {Array.isArray(columns) && <small>{texts.columns(columns.length)}</small>}
      {typeof span === 'number' && <small>{texts.span(span)}</small>}
      {links.map(([name, title]) => (
        <small key={name} className="gd-node-link" title={`${title} ${String(node.node[name])}`}>
          ƒ {title}
        </small>
      ))}
      {component && component !== 'Note' && node.children === 0 && <em>{texts.emptyPart}</em>}
      <span>
        {component ? texts.parts[component] : field ? typeTitle(field.type.name) : node.key}
      </span>
      {problems.length > 0 && (
        <span className="gd-count-wrong" title={problems.join('\n')}>
          {problems.length}
        </span>
      )}
    </span>
  )
}

function LabelInput({ title, onDone }: { title: string; onDone: (text: string | null) => void }) {
  const [draft, setDraft] = useState(title)
  return (
    <Input
      autoFocus
      size="small"
      value={draft}
      maxLength={200}
      aria-label={texts.nameOf(title)}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={() => onDone(draft)}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Enter') onDone(draft)
        if (event.key === 'Escape') onDone(null)
      }}
    />
  )
}

/** What a node is called on the form: its own title, else that of its field, else what it is. */
export function titleOfNode(
  { node, key, component }: FormNode,
  field: CompiledField | null
): string {
  if (typeof node.title === 'string' && node.title !== '') return node.title
  if (component === 'Note') return String(node['x-text'] ?? texts.parts.Note)
  return component ? texts.parts[component] : (field?.title ?? key)
}
