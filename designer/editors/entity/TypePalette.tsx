import { useEffect, useRef, useState } from 'react'
import { Input, Tooltip } from 'antd'
import type { InputRef } from 'antd'
import type { DesignDefinition } from '#designer/document/index.ts'
import { fieldGroups } from '#designer/fields/face.ts'
import { allFaces, typeTitle } from '#designer/fields/faces.ts'
import { aboutOf } from '#designer/texts/schema_texts.ts'
import { fieldMetaOf } from '#schemas/index.ts'
import { useWorkshop, useWorkshopState } from '#designer/workshop/index.ts'
import { typeFormat } from './fields/drag_formats.ts'
import { addField, fieldAt, fieldsIn } from './field_commands.ts'
import { texts } from './texts.ts'
import '../palette.css'

const faces = allFaces()

/** Every field type on its shelf: clicked, it is added behind the selected field; dragged, where it is dropped. */
export function TypePalette({ entity }: { entity: DesignDefinition }) {
  const [search, setSearch] = useState('')
  const add = useAdd(entity)
  const words = search.trim().toLowerCase()
  const found = faces.filter(({ type }) =>
    `${type} ${typeTitle(type)}`.toLowerCase().includes(words)
  )
  const box = useSlash()
  return (
    <nav className="gd-palette-types" aria-label={texts.palette}>
      <Input
        ref={box}
        size="small"
        allowClear
        placeholder={texts.findType}
        aria-label={texts.findType}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        onPressEnter={() => {
          const first = found.find(({ face }) => face)
          if (first && words !== '') add(first)
        }}
      />
      {fieldGroups.map((group) => {
        const shelf = found.filter(({ face }) => face.group === group)
        return shelf.length === 0 ? null : (
          <section key={group}>
            <h2>{texts.groups[group]}</h2>
            <ul>
              {shelf.map((one) => (
                <li key={one.type}>
                  <TypeButton one={one} entity={entity} onAdd={() => add(one)} />
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </nav>
  )
}

interface TypeButtonProps {
  one: (typeof faces)[number]
  entity: DesignDefinition
  onAdd: () => void
}

function TypeButton({ one: { type, face }, entity, onAdd }: TypeButtonProps) {
  const set = useWorkshopState((state) => state.set)
  const isReady = addField(entity, set, { type, face }) !== null
  const { Icon } = face
  return (
    <Tooltip placement="right" title={isReady ? aboutOf(fieldMetaOf(type)) : texts.needs}>
      <button
        type="button"
        aria-disabled={!isReady}
        draggable={isReady}
        onDragStart={(event) => {
          event.dataTransfer.setData(typeFormat, type)
          event.dataTransfer.effectAllowed = 'copy'
        }}
        onClick={() => isReady && onAdd()}
      >
        <span aria-hidden>
          <Icon />
        </span>
        {typeTitle(type)}
      </button>
    </Tooltip>
  )
}

function useAdd(entity: DesignDefinition): (one: (typeof faces)[number]) => void {
  const workshop = useWorkshop()
  return (one) => {
    const { set, selection } = workshop.state
    const now = set.get(entity.uid) ?? entity
    const selected = selection?.uid === now.uid ? fieldAt(now, selection.path) : null
    const index = selected
      ? { index: fieldsIn(now).findIndex((field) => field.uid === selected.uid) + 1 }
      : {}
    const command = addField(now, set, { ...one, ...index })
    if (command) workshop.execute(command)
  }
}

/** `/` goes to the search of types, where nobody types. */
function useSlash(): React.RefObject<InputRef> {
  const box = useRef<InputRef>(null)
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const { target } = event
      const isTyping = target instanceof HTMLElement && /^(INPUT|TEXTAREA)$/.test(target.tagName)
      if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey) return
      event.preventDefault()
      box.current?.focus()
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])
  return box
}
