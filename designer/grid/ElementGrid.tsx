import { useRef, useState } from 'react'
import { Button } from 'antd'
import { CloseOutlined, HolderOutlined, PlusOutlined } from '@ant-design/icons'
import { addElement, locate, moveElement, removeElement } from '#designer/document/index.ts'
import type { DesignDefinition, Members } from '#designer/document/index.ts'
import { newItem } from '#designer/properties/new_item.ts'
import { labelOf } from '#designer/texts/schema_texts.ts'
import { useWorkshop, useWorkshopState } from '#designer/workshop/index.ts'
import { GridCell } from './GridCell.tsx'
import { IdentityCell } from './IdentityCell.tsx'
import { chosenRow, gridRows } from './grid_rows.ts'
import type { GridRow } from './grid_rows.ts'
import { texts } from './texts.ts'
import './grid.css'

/** A column of an element grid. */
export interface GridColumn {
  /** Property of the objects; the identity of the list is edited as a code. */
  readonly name: string
  /** Width as CSS grid knows it. */
  readonly width: string
  readonly isIdentity?: boolean
}

interface ElementGridProps {
  definition: DesignDefinition
  /** The list whose objects are the rows. */
  path: readonly string[]
  columns: readonly GridColumn[]
  /** What a new object says beyond what it must. */
  fresh?: (rows: readonly GridRow[]) => Members
  /** Text pasted outside of an input; returns whether it was taken. */
  onPaste?: (text: string) => boolean
}

const rowFormat = 'application/x-guiju-grid-row'

/** Objects of a list as lines with inputs: added, moved by mouse and keys, removed. */
export function ElementGrid({ definition, path, columns, fresh, onPaste }: ElementGridProps) {
  const workshop = useWorkshop()
  const set = useWorkshopState((state) => state.set)
  const selection = useWorkshopState((state) => state.selection)
  const body = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useState<number | null>(null)
  const list = locate(definition, path)
  if (!list) return null
  const what = labelOf(list.schema, list.key)
  const rows = gridRows(definition, path)
  const chosen = chosenRow(rows, selection)
  const template = `24px ${columns.map(({ width }) => width).join(' ')} 32px`

  const add = () => {
    const { id, ...made } = newItem(list, { definition, set, of: fresh?.(rows) ?? {} })
    workshop.execute(addElement({ uid: definition.uid, path }, { id, ...made }, texts.add(what)))
  }
  const choose = (index: number) => {
    const row = rows[index]
    if (!row) return
    workshop.select(row.at)
    body.current?.querySelectorAll<HTMLElement>(':scope > [role="row"]')[index]?.focus()
  }
  const move = (row: GridRow, to: number) => {
    if (to < 0 || to >= rows.length) return
    workshop.execute({ ...moveElement(row.at, to, texts.move(row.title)), selects: row.at })
  }
  const remove = (row: GridRow) => workshop.execute(removeElement(row.at, texts.remove(row.title)))
  const onKeyDown = (event: React.KeyboardEvent) => {
    const isRow = (event.target as HTMLElement).parentElement === body.current
    const row = rows[chosen]
    if (!isRow || !row) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step && event.altKey) move(row, chosen + step)
    else if (step) choose(chosen + step)
    else if (event.key === 'Delete') remove(row)
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const drop = (event: React.DragEvent) => {
    const from = rows.findIndex(({ id }) => id === event.dataTransfer.getData(rowFormat))
    const to = place ?? rows.length
    setPlace(null)
    if (from < 0) return
    event.preventDefault()
    move(rows[from]!, to > from ? to - 1 : to)
  }
  return (
    <section
      className="gd-egrid"
      aria-label={what}
      onKeyDown={onKeyDown}
      onPaste={(event) => {
        const isTyping = (event.target as HTMLElement).closest('input, textarea') !== null
        if (!isTyping && onPaste?.(event.clipboardData.getData('text/plain')))
          event.preventDefault()
      }}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(rowFormat)) return
        event.preventDefault()
        setPlace(placeUnder(event, body.current))
      }}
      onDragLeave={() => setPlace(null)}
      onDrop={drop}
    >
      <header>
        <h2>
          {what} <small>{rows.length}</small>
        </h2>
        <small className="gd-note">{texts.keys}</small>
        <Button size="small" icon={<PlusOutlined />} onClick={add}>
          {texts.add(what)}
        </Button>
      </header>
      <div className="gd-egrid-head" style={{ gridTemplateColumns: template }} aria-hidden>
        <span />
        {columns.map(({ name, isIdentity }) => (
          <span key={name}>{isIdentity ? texts.code : titleOfColumn(rows, list.schema, name)}</span>
        ))}
        <span />
      </div>
      <div ref={body}>
        {rows.map((row, index) => (
          <div
            key={row.id}
            role="row"
            tabIndex={index === chosen || (chosen < 0 && index === 0) ? 0 : -1}
            aria-selected={index === chosen}
            aria-label={row.title}
            className={place === index ? 'gd-egrid-row gd-drop-here' : 'gd-egrid-row'}
            style={{ gridTemplateColumns: template }}
            onFocus={() => index !== chosen && workshop.select(row.at)}
          >
            <span
              className="gd-field-grip"
              draggable
              title={texts.drag}
              onDragStart={(event) => event.dataTransfer.setData(rowFormat, row.id)}
            >
              <HolderOutlined />
            </span>
            {columns.map(({ name, isIdentity }) => (
              <div key={name}>
                {isIdentity ? (
                  <IdentityCell {...{ row, rows }} />
                ) : (
                  <GridCell {...{ definition, row, name }} />
                )}
              </div>
            ))}
            <Button
              type="text"
              size="small"
              icon={<CloseOutlined />}
              aria-label={texts.remove(row.title)}
              onClick={() => remove(row)}
            />
          </div>
        ))}
      </div>
      {rows.length === 0 && <p className="gd-note gd-panel-note">{texts.empty}</p>}
      <div className={place === rows.length ? 'gd-grid-end gd-drop-here' : 'gd-grid-end'} />
    </section>
  )
}

type Schema = NonNullable<ReturnType<typeof locate>>['schema']

function titleOfColumn(rows: readonly GridRow[], list: Schema, name: string): string {
  const schema = rows[0]?.element.schema.properties?.[name] ?? list.items?.properties?.[name]
  const root = rows[0]?.element.root
  const definition = schema?.$ref?.split('/').at(-1)
  const shared = definition && root?.$defs ? root.$defs[definition] : undefined
  return labelOf({ ...shared, ...schema }, name)
}

/** Index before which a dragged row would fall: by the middles of the rows. */
function placeUnder(event: React.DragEvent, body: HTMLElement | null): number {
  const rows = [...(body?.querySelectorAll(':scope > [role="row"]') ?? [])]
  const before = rows.findIndex((row) => {
    const { top, height } = row.getBoundingClientRect()
    return event.clientY < top + height / 2
  })
  return before < 0 ? rows.length : before
}
