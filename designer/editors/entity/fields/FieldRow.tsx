import { Button, Dropdown, Input, Switch } from 'antd'
import { HolderOutlined, MoreOutlined } from '@ant-design/icons'
import { fieldTypeNameOf } from '#schemas/index.ts'
import {
  findDefinition,
  isMembers,
  removeElement,
  setValue,
  titleOf,
} from '#designer/document/index.ts'
import type { DesignDefinition, DesignSet } from '#designer/document/index.ts'
import { faceOf, typeTitle } from '#designer/fields/faces.ts'
import { problemsAt, useWorkshop, useWorkshopState } from '#designer/workshop/index.ts'
import { phrases } from '#designer/texts/phrases.ts'
import { fieldFormat } from './drag_formats.ts'
import { duplicateField, isRequired, loneRule, setRequired } from '../field_commands.ts'
import type { EntityField } from '../field_commands.ts'
import { texts } from '../texts.ts'

interface FieldRowProps {
  entity: DesignDefinition
  field: EntityField
  isChosen: boolean
  /** The row Tab comes to when none is chosen. */
  isFirst: boolean
  isDropPlace: boolean
  onChoose: () => void
  /** Fields of the rows of a sub-table. */
  children: React.ReactNode
}

export function FieldRow(props: FieldRowProps) {
  const { entity, field, isChosen, isFirst, isDropPlace, onChoose, children } = props
  const workshop = useWorkshop()
  const set = useWorkshopState((state) => state.set)
  const problems = useWorkshopState((state) => state.problems)
  const found = problemsAt(problems, field.at, true)
  const type = fieldTypeNameOf(field.field) ?? 'text'
  const { Icon } = faceOf(type)
  const title = String(field.field.title ?? '')
  const isComputed = ['formula', 'lookup', 'rollup', 'serial', 'state'].includes(type)
  return (
    <div
      role="row"
      aria-selected={isChosen}
      tabIndex={isChosen || isFirst ? 0 : -1}
      className={['gd-field', isDropPlace ? 'gd-drop-here' : ''].join(' ')}
      onClick={(event) => {
        event.stopPropagation()
        workshop.select(field.at)
      }}
      onFocus={(event) => event.target === event.currentTarget && !isChosen && onChoose()}
    >
      <div className="gd-field-line">
        <span className="gd-field-title">
          <span
            className="gd-field-grip"
            draggable
            onDragStart={(event) => {
              event.dataTransfer.setData(fieldFormat, field.uid)
              event.dataTransfer.effectAllowed = 'move'
            }}
          >
            <HolderOutlined />
          </span>
          <span aria-hidden>
            <Icon />
          </span>
          <Input
            variant="borderless"
            value={title}
            maxLength={200}
            aria-label={`${texts.field} ${field.key}`}
            onFocus={() => workshop.select(field.at)}
            onChange={(event) =>
              workshop.execute(
                setValue(
                  { uid: entity.uid, path: [...field.at.path, 'title'] },
                  event.target.value,
                  texts.titleOf(title)
                )
              )
            }
          />
        </span>
        <code>{field.key}</code>
        <span>{typeTitle(type)}</span>
        <span>
          {!isComputed && (
            <Switch
              size="small"
              aria-label={`${texts.required} ${title}`}
              checked={isRequired(entity, field.key)}
              onChange={(isOn) => workshop.execute(setRequired(entity, field.key, isOn))}
            />
          )}
        </span>
        <span className="gd-field-about">
          {aboutField(field, set)}
          {loneRule(entity, 'unique', field.key) && <small>{texts.unique}</small>}
          {loneRule(entity, 'indexes', field.key) && <small>{texts.index}</small>}
          {found.length > 0 && (
            <span className="gd-count-wrong" title={found.map((one) => one.message).join('\n')}>
              {found.length}
            </span>
          )}
        </span>
        <FieldMenu {...{ entity, field, title }} />
      </div>
      {children && (
        <div className="gd-field-rows" onClick={(event) => event.stopPropagation()}>
          {children}
        </div>
      )}
    </div>
  )
}

function FieldMenu({
  entity,
  field,
  title,
}: Pick<FieldRowProps, 'entity' | 'field'> & { title: string }) {
  const workshop = useWorkshop()
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          {
            key: 'duplicate',
            label: texts.duplicate,
            onClick: () => workshop.execute(duplicateField(entity, field)),
          },
          {
            key: 'remove',
            danger: true,
            label: texts.remove,
            onClick: () => workshop.execute(removeElement(field.at, texts.removeField(title))),
          },
        ],
      }}
    >
      <Button
        type="text"
        size="small"
        icon={<MoreOutlined />}
        aria-label={`${texts.remove} / ${texts.duplicate} ${title}`}
        onClick={(event) => event.stopPropagation()}
      />
    </Dropdown>
  )
}

/** What a field is beyond its type: where it points, what it chooses from, how it is computed. */
function aboutField({ field }: EntityField, set: DesignSet): string {
  const named = (kind: string, key: unknown) => {
    const found = typeof key === 'string' ? findDefinition(set, kind, key) : undefined
    return found ? titleOf(found) : String(key)
  }
  const relation = field['x-relation']
  if (isMembers(relation) && relation.to !== undefined) {
    const to = Array.isArray(relation.to) ? (relation.to as unknown[]) : [relation.to]
    return texts.toEntity(phrases.listed(to.map((key) => named('entity', key))))
  }
  if (field['x-dictionary'] !== undefined) return named('dictionary', field['x-dictionary'])
  if (field['x-lifecycle'] !== undefined) return named('lifecycle', field['x-lifecycle'])
  return String(field['x-formula'] ?? field['x-lookup'] ?? field.description ?? '')
}
