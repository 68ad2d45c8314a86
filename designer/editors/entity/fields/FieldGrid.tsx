import { useRef, useState } from 'react'
import { moveElement, removeElement } from '#designer/document/index.ts'
import type { DesignDefinition } from '#designer/document/index.ts'
import { faceOf } from '#designer/fields/faces.ts'
import { useWorkshop, useWorkshopState } from '#designer/workshop/index.ts'
import { FieldRow } from './FieldRow.tsx'
import { fieldFormat, typeFormat } from './drag_formats.ts'
import { addField, fieldsIn, rowsOf } from '../field_commands.ts'
import type { EntityField } from '../field_commands.ts'
import { texts } from '../texts.ts'

/** The fields of an entity in their order, those of its sub-tables inside; by mouse and by keys. */
export function FieldGrid({ entity, title }: { entity: DesignDefinition; title: string }) {
  const workshop = useWorkshop()
  const set = useWorkshopState((state) => state.set)
  const selection = useWorkshopState((state) => state.selection)
  const [place, setPlace] = useState<number | null>(null)
  const body = useRef<HTMLDivElement>(null)
  const fields = fieldsIn(entity)
  const chosen =
    selection?.uid === entity.uid
      ? fields.findIndex((one) => one.at.path.every((id, n) => selection.path[n] === id))
      : -1

  const choose = (index: number) => {
    const field = fields[index]
    if (!field) return
    workshop.select(field.at)
    body.current?.querySelectorAll<HTMLElement>(':scope > [role="row"]')[index]?.focus()
  }
  const move = (field: EntityField, to: number) => {
    if (to < 0 || to >= fields.length) return
    workshop.execute({
      ...moveElement(field.at, to, texts.moveField(String(field.field.title ?? field.key))),
      selects: field.at,
    })
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    const isHere = (event.target as HTMLElement).parentElement === body.current
    const field = fields[chosen]
    if (!isHere || !field) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step && event.altKey) move(field, chosen + step)
    else if (step) choose(chosen + step)
    else if (event.key === 'Delete') {
      const next = fields[chosen + 1] ?? fields[chosen - 1]
      const label = texts.removeField(String(field.field.title ?? field.key))
      workshop.execute({
        ...removeElement(field.at, label),
        selects: next?.at ?? { uid: entity.uid, path: [] },
      })
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  const drop = (event: React.DragEvent) => {
    const index = place ?? fields.length
    const type = event.dataTransfer.getData(typeFormat)
    const moved = fields.findIndex((one) => one.uid === event.dataTransfer.getData(fieldFormat))
    setPlace(null)
    if (type === '' && moved < 0) return
    event.preventDefault()
    event.stopPropagation()
    if (moved >= 0) return move(fields[moved]!, index > moved ? index - 1 : index)
    const command = addField(entity, workshop.state.set, { type, face: faceOf(type), index })
    if (command) workshop.execute(command)
  }
  const dragOver = (event: React.DragEvent) => {
    const known = [typeFormat, fieldFormat].some((format) =>
      event.dataTransfer.types.includes(format)
    )
    if (!known) return
    event.preventDefault()
    event.stopPropagation()
    setPlace(placeUnder(event, body.current))
  }
  return (
    <div
      className="gd-grid"
      role="grid"
      aria-label={texts.grid(title)}
      title={texts.keys}
      onDragOver={dragOver}
      onDragLeave={() => setPlace(null)}
      onDrop={drop}
      onKeyDown={onKeyDown}
    >
      <div className="gd-grid-head" aria-hidden>
        <span>{texts.field}</span>
        <span>{texts.key}</span>
        <span>{texts.type}</span>
        <span>{texts.required}</span>
        <span>{texts.about}</span>
      </div>
      <div ref={body}>
        {fields.map((field, index) => {
          const rows = rowsOf(field, set)
          return (
            <FieldRow
              key={field.uid}
              {...{ entity, field }}
              isChosen={index === chosen}
              isFirst={chosen < 0 && index === 0}
              isDropPlace={place === index}
              onChoose={() => choose(index)}
            >
              {rows && rows.uid !== entity.uid && (
                <FieldGrid entity={rows} title={String(field.field.title ?? '')} />
              )}
            </FieldRow>
          )
        })}
      </div>
      {fields.length === 0 && <p className="gd-note gd-panel-note">{texts.noFields}</p>}
      <div className={place === fields.length ? 'gd-grid-end gd-drop-here' : 'gd-grid-end'} />
    </div>
  )
}

/** Index before which a dragged thing would fall: by the middles of the rows. */
function placeUnder(event: React.DragEvent, body: HTMLElement | null): number {
  const rows = [...(body?.querySelectorAll(':scope > [role="row"]') ?? [])]
  const before = rows.findIndex((row) => {
    const { top, height } = row.getBoundingClientRect()
    return event.clientY < top + height / 2
  })
  return before < 0 ? rows.length : before
}
