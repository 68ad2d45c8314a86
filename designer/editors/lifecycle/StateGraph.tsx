import { useState } from 'react'
import { Button, Dropdown } from 'antd'
import { PlusOutlined, SwapRightOutlined } from '@ant-design/icons'
import type { DesignDefinition } from '#designer/document/index.ts'
import { useWorkshop, useWorkshopState } from '#designer/workshop/index.ts'
import { StateShape } from './StateShape.tsx'
import { addStateAfter, addTransition, partsOfLifecycle } from './lifecycle_parts.ts'
import { layStates } from './state_layout.ts'
import { texts } from './texts.ts'

/** States and the ways between them; made and selected by mouse, and by the buttons above. */
export function StateGraph({ definition }: { definition: DesignDefinition }) {
  const workshop = useWorkshop()
  const selection = useWorkshopState((state) => state.selection)
  const [dragged, setDragged] = useState<string | null>(null)
  const parts = partsOfLifecycle(definition)
  const layout = layStates(parts)
  const at = (list: string, id: string) => ({ uid: definition.uid, path: [list, `@${id}`] })
  const chosen = selection?.uid === definition.uid ? selection.path : []
  const isChosen = (list: string, id: string) => chosen[0] === list && chosen[1] === `@${id}`
  const state = chosen[0] === 'states' ? (chosen[1] ?? '').slice(1) : null
  const connect = (to: string) => {
    if (dragged !== null) workshop.execute(addTransition(definition, dragged, to))
    setDragged(null)
  }
  return (
    <section className="gd-egrid gd-states" aria-label={texts.graph}>
      <header>
        <h2>{texts.graph}</h2>
        <small className="gd-note">{texts.about}</small>
        <Button
          size="small"
          icon={<PlusOutlined />}
          onClick={() => workshop.execute(addStateAfter(definition, state))}
        >
          {state === null ? texts.newState : texts.newStateAfter}
        </Button>
        <Dropdown
          disabled={state === null}
          trigger={['click']}
          menu={{
            items: parts.states.map(({ id, title }) => ({
              key: id,
              label: title,
              onClick: () => workshop.execute(addTransition(definition, state!, id)),
            })),
          }}
        >
          <Button size="small" icon={<SwapRightOutlined />}>
            {texts.transitionTo}
          </Button>
        </Dropdown>
      </header>
      <div className="gd-states-scroll" onPointerUp={() => setDragged(null)}>
        <svg width={layout.width} height={layout.height} role="group" aria-label={texts.graph}>
          <defs>
            <marker
              id="gd-arrow"
              viewBox="0 0 8 8"
              refX="6"
              refY="4"
              markerWidth="7"
              markerHeight="7"
              orient="auto"
            >
              <path d="M0,0 L8,4 L0,8 z" />
            </marker>
          </defs>
          {layout.edges.map((edge, index) => (
            <g
              key={`${edge.transition} ${edge.from} ${index}`}
              role="button"
              tabIndex={0}
              aria-label={`${edge.from} → ${edge.to}`}
              aria-pressed={isChosen('transitions', edge.transition)}
              className="gd-edge"
              onClick={() => workshop.select(at('transitions', edge.transition))}
              onKeyDown={(event) =>
                event.key === 'Enter' && workshop.select(at('transitions', edge.transition))
              }
            >
              <path className="gd-edge-reach" d={edge.path} />
              <path className="gd-edge-line" d={edge.path} markerEnd="url(#gd-arrow)" />
              <text x={edge.labelX} y={edge.labelY}>
                {edge.title}
              </text>
            </g>
          ))}
          {layout.nodes.map((node) => (
            <StateShape
              key={node.id}
              node={node}
              isChosen={isChosen('states', node.id)}
              isTarget={dragged !== null}
              onChoose={() => workshop.select(at('states', node.id))}
              onDragFrom={() => setDragged(node.id)}
              onDropHere={() => connect(node.id)}
            />
          ))}
        </svg>
      </div>
    </section>
  )
}
