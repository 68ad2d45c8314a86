import { useState } from 'react'
import { Button } from 'antd'
import { DeleteOutlined, RightOutlined } from '@ant-design/icons'
import type { DesignDefinition, ElementAddress, Located } from '#designer/document/index.ts'
import { locate, setValue } from '#designer/document/index.ts'
import { aboutOf, labelOf } from '#designer/texts/schema_texts.ts'
import { useWorkshop } from '#designer/workshop/index.ts'
import { texts } from './texts.ts'

interface ObjectRowProps {
  at: ElementAddress
  definition: DesignDefinition
  element: Located
  /** Its form. */
  children: React.ReactNode
}

/** An object inside an element (numbering, history, a relation): its own form, folded until it says something. */
export function ObjectRow({ at, definition, element, children }: ObjectRowProps) {
  const workshop = useWorkshop()
  const isSet = element.value !== undefined
  const [isOpen, setOpen] = useState(isSet)
  const label = labelOf(element.schema, element.key)
  const holder = locate(definition, at.path.slice(0, -1))
  const isNeeded = holder?.schema.required?.includes(element.key) ?? false
  return (
    <section className="gd-group">
      <header>
        <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <RightOutlined rotate={isOpen ? 90 : 0} />
          {label}
          {!isSet && <small>{aboutOf(element.schema)}</small>}
        </button>
        {isSet && !isNeeded && (
          <Button
            type="text"
            size="small"
            icon={<DeleteOutlined />}
            aria-label={texts.clear(label)}
            onClick={() => workshop.execute(setValue(at, undefined, texts.clear(label)))}
          />
        )}
      </header>
      {isOpen && children}
    </section>
  )
}
