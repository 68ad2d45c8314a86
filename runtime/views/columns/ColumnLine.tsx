import { useState } from 'react'
import {
  ArrowDownOutlined,
  ArrowUpOutlined,
  HolderOutlined,
  PushpinOutlined,
} from '@ant-design/icons'
import { texts } from '#runtime/texts/index.ts'
import type { KeyboardEvent } from 'react'
import type { ShownColumn } from '../state/shown_columns.ts'

const t = texts.columnSettings
const dragged = 'application/x-guiju-column'

interface ColumnLineProps {
  column: ShownColumn
  place: number
  count: number
  onMove: (from: number, to: number) => void
  onFreeze: (frozen: boolean) => void
  onHide: () => void
}

/** A column that is shown: moved by dragging, by Alt and the arrow keys, or by its buttons. */
export function ColumnLine(props: ColumnLineProps) {
  const { column, place, count, onMove, onFreeze, onHide } = props
  const [isOver, setIsOver] = useState(false)
  const move = (event: KeyboardEvent) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (!event.altKey || step === undefined) return
    event.preventDefault()
    onMove(place, place + step)
  }
  return (
    <li
      className={isOver ? 'gj-column-line gj-column-over' : 'gj-column-line'}
      draggable
      onKeyDown={move}
      onDragStart={(event) => event.dataTransfer.setData(dragged, String(place))}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(dragged)) return
        event.preventDefault()
        setIsOver(true)
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setIsOver(false)
        onMove(Number(event.dataTransfer.getData(dragged)), place)
      }}
    >
      <HolderOutlined className="gj-column-grip" aria-hidden />
      <label>
        <input
          type="checkbox"
          checked
          disabled={count === 1}
          title={count === 1 ? t.atLeastOne : undefined}
          aria-label={t.show(column.title)}
          onChange={onHide}
        />
        <span>{column.title}</span>
      </label>
      <button
        type="button"
        className="gj-icon-button"
        aria-label={t.moveUp(column.title)}
        disabled={place === 0}
        onClick={() => onMove(place, place - 1)}
      >
        <ArrowUpOutlined />
      </button>
      <button
        type="button"
        className="gj-icon-button"
        aria-label={t.moveDown(column.title)}
        disabled={place === count - 1}
        onClick={() => onMove(place, place + 1)}
      >
        <ArrowDownOutlined />
      </button>
      <button
        type="button"
        className={column.frozen ? 'gj-icon-button gj-tool-on' : 'gj-icon-button'}
        aria-pressed={column.frozen}
        aria-label={t.freeze(column.title)}
        title={t.freeze(column.title)}
        onClick={() => onFreeze(!column.frozen)}
      >
        <PushpinOutlined />
      </button>
    </li>
  )
}
