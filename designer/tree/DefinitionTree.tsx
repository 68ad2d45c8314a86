import { useEffect, useMemo, useRef, useState } from 'react'
import { App, Button, Dropdown, Input, Tree } from 'antd'
import type { TreeProps } from 'antd'
import { MoreOutlined, PlusOutlined, SearchOutlined } from '@ant-design/icons'
import { keyOf, moduleOf, renameDefinition, titleOf } from '#designer/document/index.ts'
import type { DesignDefinition } from '#designer/document/index.ts'
import { kindTitle } from '#designer/texts/kind_titles.ts'
import { useWorkshop, useWorkshopState } from '#designer/workshop/index.ts'
import { phrases } from '#designer/texts/phrases.ts'
import { KindIcon } from './KindIcon.tsx'
import { NewDefinitionDialog } from './NewDefinitionDialog.tsx'
import { NodeState } from './NodeState.tsx'
import { dependents, duplicate, remove, usesOf } from './definition_actions.ts'
import { sortedKinds, treeNodes } from './tree_nodes.ts'
import type { TreeNode } from './tree_nodes.ts'
import { texts } from './texts.ts'

interface Wanted {
  kind: string
  module: string | null
}

/** Modules, kinds and definitions. Enter or a click opens; a definition dragged to a module moves there. */
export function DefinitionTree() {
  const workshop = useWorkshop()
  const set = useWorkshopState((state) => state.set)
  const selected = useWorkshopState((state) => state.selection?.uid ?? null)
  const [search, setSearch] = useState('')
  const [wanted, setWanted] = useState<Wanted | null>(null)
  const nodes = useMemo(() => treeNodes(set, search), [set, search])
  const [open, setOpen] = useState<React.Key[]>(() => nodes.map((node) => node.key))
  const [height, frame] = useHeight()
  const definition = selected === null ? undefined : set.get(selected)
  const module = definition ? moduleOf(definition) : null
  const shown = useMemo(() => (search ? allKeys(nodes) : open), [search, nodes, open])

  useEffect(() => {
    if (!definition) return
    const ways = [`module ${moduleOf(definition)}`, `${moduleOf(definition)} ${definition.kind}`]
    setOpen((now) => [...new Set([...now, ...ways])])
  }, [definition])

  const drop: TreeProps<TreeNode>['onDrop'] = ({ node, dragNode }) => {
    const moved = dragNode.definition
    if (!moved || node.module === moduleOf(moved)) return
    const key = `${node.module}.${keyOf(moved).split('.')[1]}`
    workshop.execute(renameDefinition(moved.uid, key, texts.moved(titleOf(moved), node.module)))
  }
  const entity = definition?.kind === 'entity' ? keyOf(definition) : entityOf(definition)
  return (
    <div className="gd-tree">
      <div className="gd-tree-head">
        <Input
          allowClear
          prefix={<SearchOutlined />}
          placeholder={texts.search}
          aria-label={texts.search}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <Dropdown
          trigger={['click']}
          menu={{
            items: ['module', ...sortedKinds()].map((kind) => ({
              key: kind,
              icon: <KindIcon kind={kind} />,
              label: kindTitle(kind),
              onClick: () => setWanted({ kind, module }),
            })),
          }}
        >
          <Button
            type="primary"
            icon={<PlusOutlined />}
            aria-label={texts.create}
            title={texts.create}
          />
        </Dropdown>
      </div>
      <div className="gd-tree-body" ref={frame}>
        {nodes.length === 0 && <p className="gd-note">{texts.none}</p>}
        <Tree<TreeNode>
          blockNode
          virtual
          height={height}
          treeData={nodes}
          expandedKeys={shown}
          onExpand={setOpen}
          selectedKeys={
            selected === null
              ? []
              : [selected, `module ${module ?? ''}`].slice(0, definition?.kind === 'module' ? 2 : 1)
          }
          draggable={{ icon: false, nodeDraggable: (node) => isMovable(node as TreeNode) }}
          allowDrop={({ dropPosition }) => dropPosition === 0}
          onDrop={drop}
          onSelect={(_keys, { node }) => {
            if (node.definition) workshop.select({ uid: node.definition.uid, path: [] })
            else
              setOpen((now) =>
                now.includes(node.key) ? now.filter((key) => key !== node.key) : [...now, node.key]
              )
          }}
          titleRender={(node) => (
            <NodeTitle
              node={node}
              onCreate={() => setWanted({ kind: node.kind ?? 'entity', module: node.module })}
            />
          )}
        />
      </div>
      {wanted && (
        <NewDefinitionDialog {...wanted} entity={entity} onClose={() => setWanted(null)} />
      )}
    </div>
  )
}

function NodeTitle({ node, onCreate }: { node: TreeNode; onCreate: () => void }) {
  const { definition, kind, title, children } = node
  return (
    <span className="gd-node">
      <KindIcon kind={definition?.kind ?? kind ?? 'module'} />
      <span className="gd-node-title">{title}</span>
      {children && kind && <small>{children.length}</small>}
      {definition && <NodeState definition={definition} />}
      {definition ? (
        <NodeMenu definition={definition} />
      ) : (
        kind && (
          <Button
            type="text"
            size="small"
            tabIndex={-1}
            icon={<PlusOutlined />}
            aria-label={texts.createKind(kindTitle(kind))}
            onClick={(event) => {
              event.stopPropagation()
              onCreate()
            }}
          />
        )
      )}
    </span>
  )
}

function NodeMenu({ definition }: { definition: DesignDefinition }) {
  const workshop = useWorkshop()
  const askRemoval = useRemoval()
  const isNew = workshop.copyOf(definition.uid)?.active == null
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          {
            key: 'duplicate',
            label: texts.duplicate,
            disabled: definition.kind === 'module',
            onClick: ({ domEvent }) => {
              domEvent.stopPropagation()
              workshop.execute(duplicate(definition, workshop.state.set))
            },
          },
          {
            key: 'remove',
            danger: true,
            label: isNew ? texts.remove : texts.retire,
            onClick: ({ domEvent }) => {
              domEvent.stopPropagation()
              askRemoval(definition)
            },
          },
        ],
      }}
    >
      <Button
        type="text"
        size="small"
        tabIndex={-1}
        icon={<MoreOutlined />}
        aria-label={texts.actions(titleOf(definition))}
        onClick={(event) => event.stopPropagation()}
      />
    </Dropdown>
  )
}

/** Says what goes with a definition before it goes. */
export function useRemoval(): (definition: DesignDefinition) => void {
  const { modal } = App.useApp()
  const workshop = useWorkshop()
  return (definition) => {
    const { set } = workshop.state
    const isNew = workshop.copyOf(definition.uid)?.active == null
    const title = titleOf(definition)
    const others = dependents(definition, set)
    const uses = usesOf(definition, set)
    modal.confirm({
      title: isNew ? texts.removeTitle(title) : texts.retireTitle(title),
      okText: isNew ? texts.remove : texts.retire,
      cancelText: texts.cancel,
      okButtonProps: { danger: true },
      content: (
        <>
          <p>{isNew ? texts.removeAbout : texts.retireAbout}</p>
          {others.length > 0 && (
            <p>
              {texts.alsoGone}{' '}
              {phrases.listed(others.map((one) => `${kindTitle(one.kind)} ${titleOf(one)}`))}
            </p>
          )}
          {uses > 0 && <p>{texts.stillUsed(uses)}</p>}
        </>
      ),
      onOk: () => workshop.execute(remove(definition, workshop.state.set)),
    })
  }
}

function isMovable({ definition }: TreeNode): boolean {
  return definition !== null && definition.kind !== 'module'
}

function entityOf(definition: DesignDefinition | undefined): string | null {
  const entity = definition?.document.entity
  return typeof entity === 'string' ? entity : null
}

function allKeys(nodes: readonly TreeNode[]): string[] {
  return nodes.flatMap((node) => [node.key, ...allKeys(node.children ?? [])])
}

/** Height of a box, followed: the tree draws only the lines in view. */
function useHeight(): [number, React.RefObject<HTMLDivElement>] {
  const box = useRef<HTMLDivElement>(null)
  const [height, setHeight] = useState(400)
  useEffect(() => {
    const element = box.current
    if (!element) return
    const observer = new ResizeObserver(() => setHeight(element.clientHeight))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [height, box]
}
