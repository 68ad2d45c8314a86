import { Button, Dropdown } from 'antd'
import { ArrowDownOutlined, ArrowUpOutlined, CloseOutlined, PlusOutlined } from '@ant-design/icons'
import type { MetaSchema } from '#schemas/index.ts'
import {
  addElement,
  isMembers,
  locate,
  moveElement,
  partsOf,
  removeElement,
  schemaFor,
} from '#designer/document/index.ts'
import type {
  DesignDefinition,
  ElementAddress,
  Located,
  Members,
} from '#designer/document/index.ts'
import { labelOf } from '#designer/texts/schema_texts.ts'
import { useWorkshop, useWorkshopState } from '#designer/workshop/index.ts'
import { namedTitle } from './named_title.ts'
import { newItem } from './new_item.ts'
import { texts } from './texts.ts'

interface ItemListProps {
  at: ElementAddress
  definition: DesignDefinition
  element: Located
}

/** Objects in a list or map: each is gone into by a click; added, moved and removed here. */
export function ItemList({ at, definition, element }: ItemListProps) {
  const workshop = useWorkshop()
  const set = useWorkshopState((state) => state.set)
  const { root, schema } = element
  const label = labelOf(schema, element.key)
  const parts = partsOf(root, schema, element.value)
  const cases = casesOf(element)
  const add = (of: Members) => {
    const { id, ...made } = newItem(element, { definition, set, of })
    workshop.execute(addElement(at, { id, ...made }, texts.addItem(label)))
  }
  const titleOfItem = (id: string) => {
    const found = locate(definition, [...at.path, id])
    return found && namedTitle(found, { definition, set })
  }
  const address = (id: string) => ({ uid: at.uid, path: [...at.path, id] })
  return (
    <section className="gd-items">
      <header>
        <span>
          {label} <small>{parts.items.length}</small>
        </span>
        {cases.length > 0 ? (
          <Dropdown
            trigger={['click']}
            menu={{
              items: cases.map(({ of, title }, key) => ({
                key,
                label: title,
                onClick: () => add(of),
              })),
            }}
          >
            <Button
              type="text"
              size="small"
              icon={<PlusOutlined />}
              aria-label={texts.addItem(label)}
            />
          </Dropdown>
        ) : (
          <Button
            type="text"
            size="small"
            icon={<PlusOutlined />}
            aria-label={texts.addItem(label)}
            onClick={() => add({})}
          />
        )}
      </header>
      <ul>
        {parts.items.map((item, index) => (
          <li key={item.id}>
            <button type="button" onClick={() => workshop.select(address(item.id))}>
              {titleOfItem(item.id) ?? item.id}
            </button>
            <Button
              type="text"
              size="small"
              icon={<ArrowUpOutlined />}
              disabled={index === 0}
              aria-label={texts.up}
              onClick={() =>
                workshop.execute(moveElement(address(item.id), index - 1, texts.moveItem(label)))
              }
            />
            <Button
              type="text"
              size="small"
              icon={<ArrowDownOutlined />}
              disabled={index === parts.items.length - 1}
              aria-label={texts.down}
              onClick={() =>
                workshop.execute(moveElement(address(item.id), index + 1, texts.moveItem(label)))
              }
            />
            <Button
              type="text"
              size="small"
              icon={<CloseOutlined />}
              aria-label={texts.removeItem(label)}
              onClick={() =>
                workshop.execute({
                  ...removeElement(address(item.id), texts.removeItem(label)),
                  selects: workshop.state.selection,
                })
              }
            />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Kinds of objects the list may hold, where they are told apart by a word that is given. */
function casesOf({ root, schema }: Located): { of: Members; title: string }[] {
  const given = isMembers(schema.additionalProperties) ? schema.additionalProperties : schema.items
  const item = schemaFor(root, (given ?? {}) as MetaSchema, undefined)
  return (item['x-cases'] ?? []).flatMap(({ when, then }) => {
    const words = Object.entries(when).filter(([, word]) => word !== null)
    if (Object.values(when).some((word) => word === null)) return []
    const title = schemaFor(root, then, undefined).title ?? words.map(([, word]) => word).join(' ')
    return [{ of: Object.fromEntries(words), title }]
  })
}
