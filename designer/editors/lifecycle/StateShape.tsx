import { phrases } from '#designer/texts/phrases.ts'
import { nodeSize } from './state_layout.ts'
import type { StateNode } from './state_layout.ts'
import { texts } from './texts.ts'

interface StateShapeProps {
  node: StateNode
  isChosen: boolean
  /** Something is being dragged that may fall here. */
  isTarget: boolean
  onChoose: () => void
  onDragFrom: () => void
  onDropHere: () => void
}

/** One state: filled by its colour, double where it is final, dashed where nothing leads to it. */
export function StateShape(props: StateShapeProps) {
  const { node, isChosen, isTarget, onChoose, onDragFrom, onDropHere } = props
  const { width, height } = nodeSize
  const classes = [
    'gd-state',
    `gd-state-${node.color ?? 'plain'}`,
    node.isUnreachable ? 'gd-state-lost' : '',
    node.isFinal ? 'gd-state-final' : '',
    isTarget ? 'gd-state-target' : '',
  ]
  const title = node.title.length > 7 ? `${node.title.slice(0, 7)}…` : node.title
  return (
    <g
      transform={`translate(${node.x},${node.y})`}
      className={classes.join(' ')}
      role="button"
      tabIndex={0}
      aria-label={node.title}
      aria-pressed={isChosen}
      onClick={onChoose}
      onKeyDown={(event) => event.key === 'Enter' && onChoose()}
      onPointerUp={(event) => {
        if (!isTarget) return
        event.stopPropagation()
        onDropHere()
      }}
    >
      <title>
        {node.isUnreachable ? phrases.labelled(node.title, texts.unreachable) : node.title}
      </title>
      <rect width={width} height={height} rx="8" />
      {node.isFinal && <rect x="3" y="3" width={width - 6} height={height - 6} rx="6" />}
      <text x={width / 2} y={height / 2 + 5}>
        {title}
      </text>
      {node.isInitial && (
        <text className="gd-state-first" x={width / 2} y={-8}>
          {texts.initial}
        </text>
      )}
      <circle
        className="gd-state-handle"
        cx={width}
        cy={height / 2}
        r="6"
        aria-label={texts.handle(node.title)}
        onPointerDown={(event) => {
          event.stopPropagation()
          onDragFrom()
        }}
      />
    </g>
  )
}
