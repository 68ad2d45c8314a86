import { useState } from 'react'
import { Button, Input } from 'antd'
import type { CompiledField } from '#engine/compile/index.ts'
import type { DesignDefinition } from '#designer/document/index.ts'
import { faceOf } from '#designer/fields/faces.ts'
import { fieldFormat, partFormat } from './outline/outline_drag.ts'
import type { OutlineState } from './outline/outline_state.ts'
import { layoutComponents } from './nodes/form_nodes.ts'
import { addFields, addPart } from './nodes/node_commands.ts'
import { placeForNew } from './nodes/node_places.ts'
import { texts } from './texts.ts'
import '../palette.css'

interface NodePaletteProps {
  form: DesignDefinition
  fields: ReadonlyMap<string, CompiledField>
  outline: OutlineState
}

/** Parts of a form, and the fields it does not show yet: clicked, they come behind what is selected. */
export function NodePalette({ form, fields, outline }: NodePaletteProps) {
  const [search, setSearch] = useState('')
  const { nodes, selected } = outline
  const placed = new Set(nodes.flatMap((one) => (one.component ? [] : [one.key])))
  const words = search.trim().toLowerCase()
  const free = [...fields.values()].filter(({ key }) => !placed.has(key))
  const found = free.filter(({ key, title }) => `${key} ${title}`.toLowerCase().includes(words))
  const add = (keys: readonly string[]) => {
    const place = placeForNew(nodes, selected, null)
    if (place) outline.execute(addFields(form, keys, place))
  }
  return (
    <nav className="gd-palette-types gd-palette-nodes" aria-label={texts.palette}>
      <section>
        <h2>{texts.layout}</h2>
        <ul className="gd-palette-parts">
          {layoutComponents.map((component) => {
            const place = placeForNew(nodes, selected, component)
            return (
              <li key={component}>
                <button
                  type="button"
                  draggable
                  aria-disabled={place === null}
                  onDragStart={(event) => event.dataTransfer.setData(partFormat, component)}
                  onClick={() => place && outline.execute(addPart(form, component, place))}
                >
                  {texts.parts[component]}
                </button>
              </li>
            )
          })}
        </ul>
      </section>
      <section>
        <h2>
          {texts.fields} {free.length > 0 && free.length}
        </h2>
        {free.length > 8 && (
          <Input
            size="small"
            allowClear
            placeholder={texts.find}
            aria-label={texts.find}
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            onPressEnter={() => found[0] && add([found[0].key])}
          />
        )}
        {free.length === 0 && (
          <p className="gd-note">{fields.size === 0 ? texts.noEntity : texts.allPlaced}</p>
        )}
        <ul>
          {found.map((field) => (
            <li key={field.key}>
              <FieldButton field={field} onAdd={() => add([field.key])} />
            </li>
          ))}
        </ul>
        {found.length > 1 && (
          <Button type="link" size="small" onClick={() => add(found.map(({ key }) => key))}>
            {texts.addAll}
          </Button>
        )}
      </section>
    </nav>
  )
}

function FieldButton({ field, onAdd }: { field: CompiledField; onAdd: () => void }) {
  const { Icon } = faceOf(field.type.name)
  return (
    <button
      type="button"
      draggable
      title={field.key}
      onDragStart={(event) => event.dataTransfer.setData(fieldFormat, field.key)}
      onClick={onAdd}
    >
      <span aria-hidden>
        <Icon />
      </span>
      {field.title}
    </button>
  )
}
