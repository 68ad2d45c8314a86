import { Button, Tag } from 'antd'
import { PlusOutlined } from '@ant-design/icons'
import { addElement, isMembers, locate, partsOf, setValue } from '#designer/document/index.ts'
import type { DesignDefinition, Members } from '#designer/document/index.ts'
import { newItem } from '#designer/properties/new_item.ts'
import { useWorkshop, useWorkshopState } from '#designer/workshop/index.ts'
import { fieldsIn } from './field_commands.ts'
import { texts } from './texts.ts'

/** Numbering, uniqueness, indexes and constraints at a glance; a click opens one on the right. */
export function EntityRules({ entity }: { entity: DesignDefinition }) {
  return (
    <section className="gd-rules" aria-label={texts.rules}>
      <Numbering entity={entity} />
      <RuleList entity={entity} list="unique" title={texts.uniques} of={[{}]} />
      <RuleList entity={entity} list="indexes" title={texts.indexes} of={[{}]} />
      <RuleList
        entity={entity}
        list="constraints"
        title={texts.constraints}
        of={[{ kind: 'check' }, { kind: 'noOverlap' }]}
      />
    </section>
  )
}

function Numbering({ entity }: { entity: DesignDefinition }) {
  const workshop = useWorkshop()
  const { numbering } = entity.document
  const at = { uid: entity.uid, path: ['numbering'] }
  const isChild = entity.document.parent !== undefined
  const add = () => {
    const value = { field: 'no', pattern: 'NO-{yyyy}-{0000}', reset: 'year' }
    workshop.execute({ ...setValue(at, value, texts.add(texts.numbering)), selects: at })
  }
  if (isChild) return null
  return (
    <div>
      <h2>
        {texts.numbering}
        {numbering === undefined && <AddButton title={texts.numbering} onClick={add} />}
      </h2>
      {isMembers(numbering) && (
        <RuleTag text={String(numbering.pattern)} onClick={() => workshop.select(at)} />
      )}
    </div>
  )
}

interface RuleListProps {
  entity: DesignDefinition
  list: 'unique' | 'indexes' | 'constraints'
  title: string
  /** What may be added: one button each. */
  of: readonly Members[]
}

function RuleList({ entity, list, title, of }: RuleListProps) {
  const workshop = useWorkshop()
  const set = useWorkshopState((state) => state.set)
  const at = { uid: entity.uid, path: [list] }
  const element = locate(entity, at.path)
  if (!element) return null
  const { items } = partsOf(element.root, element.schema, element.value)
  const add = (given: Members) => {
    const { id, ...made } = newItem(element, { definition: entity, set, of: given })
    const label = texts.add(title)
    const selects = { uid: entity.uid, path: [list, id] }
    const command =
      element.value === undefined
        ? { ...setValue(at, [made.value], label), selects }
        : addElement(at, { id, ...made }, label)
    workshop.execute(command)
  }
  return (
    <div>
      <h2>
        {title}
        {of.map((given) => (
          <AddButton
            key={String(given.kind)}
            title={ruleName(given, title)}
            onClick={() => add(given)}
          />
        ))}
      </h2>
      {items.map((item) => (
        <RuleTag
          key={item.id}
          text={ruleText(entity, item.value)}
          onClick={() => workshop.select({ uid: entity.uid, path: [list, item.id] })}
        />
      ))}
    </div>
  )
}

function RuleTag({ text, onClick }: { text: string; onClick: () => void }) {
  return (
    <button type="button" className="gd-rule" onClick={onClick}>
      <Tag>{text}</Tag>
    </button>
  )
}

function AddButton({ title, onClick }: { title: string; onClick: () => void }) {
  return (
    <Button
      type="text"
      size="small"
      icon={<PlusOutlined />}
      title={texts.add(title)}
      aria-label={texts.add(title)}
      onClick={onClick}
    />
  )
}

function ruleName({ kind }: Members, title: string): string {
  if (kind === 'check') return texts.check
  return kind === 'noOverlap' ? texts.noOverlap : title
}

function ruleText(entity: DesignDefinition, rule: unknown): string {
  if (!isMembers(rule)) return ''
  if (typeof rule.message === 'string') return rule.message
  const names = Array.isArray(rule.fields) ? rule.fields : Array.isArray(rule.per) ? rule.per : []
  const fields = new Map(
    fieldsIn(entity).map((one) => [one.key, String(one.field.title ?? one.key)])
  )
  return (names as unknown[]).map((name) => fields.get(String(name)) ?? String(name)).join(' + ')
}
