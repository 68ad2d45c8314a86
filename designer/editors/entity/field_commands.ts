import { fieldMetaOf } from '#schemas/index.ts'
import {
  addDefinition,
  addElement,
  isMembers,
  keyOf,
  locate,
  newUid,
  removeElement,
  setValue,
  together,
} from '#designer/document/index.ts'
import type {
  DesignCommand,
  DesignDefinition,
  DesignSet,
  ElementAddress,
  Members,
} from '#designer/document/index.ts'
import type { DesignerFieldFace } from '#designer/fields/face.ts'
import { freeKey } from '#designer/properties/new_item.ts'
import { labelOf } from '#designer/texts/schema_texts.ts'
import { texts } from './texts.ts'

export const fieldsPath: readonly string[] = ['schema', 'properties']

/** A field as it stands in an entity. */
export interface EntityField {
  readonly key: string
  readonly uid: string
  readonly at: ElementAddress
  readonly field: Members
}

/** Fields of an entity in their order. */
export function fieldsIn({ uid, document }: DesignDefinition): EntityField[] {
  const { schema } = document
  const properties = isMembers(schema) && isMembers(schema.properties) ? schema.properties : {}
  return Object.entries(properties).flatMap(([key, field]) => {
    if (!isMembers(field)) return []
    const id = typeof field['x-uid'] === 'string' ? `#${field['x-uid']}` : key
    return [{ key, uid: id.slice(1), at: { uid, path: [...fieldsPath, id] }, field }]
  })
}

interface NewField {
  readonly type: string
  readonly face: DesignerFieldFace
  /** Place among the fields; the last without it. */
  readonly index?: number
}

/**
 * Adds a field of a type with everything it needs, and selects it; null where the entity has not what
 * the type needs.
 */
export function addField(
  entity: DesignDefinition,
  set: DesignSet,
  { type, face, index }: NewField
): DesignCommand | null {
  const taken = fieldsIn(entity).map((one) => one.key)
  const key = freeKey([...taken, ...reserved], wordFor(type))
  const title = freeTitle(entity, labelOf(fieldMetaOf(type), type))
  const snippet = face.snippet({ entity, set, key, title })
  if (!snippet) return null
  const uid = newUid()
  const value = { title, ...snippet.field, 'x-uid': uid }
  const into = { uid: entity.uid, path: fieldsPath }
  const place = index === undefined ? {} : { index }
  const label = texts.addField(title)
  const added = addElement(into, { id: `#${uid}`, key, value, ...place }, label)
  return together(
    label,
    [
      ...(snippet.with ?? []).map((one) => addDefinition(one, label)),
      added,
      ...Object.entries(snippet.entity ?? {}).map(([name, given]) =>
        setValue({ uid: entity.uid, path: [name] }, given, label)
      ),
    ],
    { uid: entity.uid, path: [...fieldsPath, `#${uid}`] }
  )
}

/** Words the engine has for itself: `file` may be a field, `parent` in a sub-table may not. */
const reserved = ['id', 'rev', 'parent', 'row_no', 'any', 'all', 'not', 'old', 'row', 'result']

/** Keys of fields are named after their type until somebody says better. */
function wordFor(type: string): string {
  return ['text', 'state', 'date', 'time'].includes(type) ? `${type}_1` : type
}

function freeTitle(entity: DesignDefinition, title: string): string {
  const taken = fieldsIn(entity).map((one) => one.field.title)
  if (!taken.includes(title)) return title
  let count = 2
  while (taken.includes(`${title} ${count}`)) count += 1
  return `${title} ${count}`
}

/** A copy of a field behind it, with an identity of its own. */
export function duplicateField(entity: DesignDefinition, field: EntityField): DesignCommand {
  const all = fieldsIn(entity)
  const uid = newUid()
  const key = freeKey(
    all.map((one) => one.key),
    `${field.key}_copy`.slice(0, 36)
  )
  const title = texts.copyOf(String(field.field.title ?? field.key))
  const index = all.findIndex((one) => one.uid === field.uid) + 1
  const value = { ...field.field, title, 'x-uid': uid }
  const into = { uid: entity.uid, path: fieldsPath }
  return addElement(into, { id: `#${uid}`, key, value, index }, texts.addField(title))
}

export function isRequired({ document }: DesignDefinition, key: string): boolean {
  return requiredOf(document).includes(key)
}

function requiredOf({ schema }: Members): readonly string[] {
  const required = isMembers(schema) ? schema.required : undefined
  return Array.isArray(required) ? (required as string[]) : []
}

/** Says that a field must not be blank, in the order of the fields; or that it may. */
export function setRequired(entity: DesignDefinition, key: string, isOn: boolean): DesignCommand {
  const wanted = new Set(requiredOf(entity.document).filter((one) => one !== key))
  if (isOn) wanted.add(key)
  const ordered = fieldsIn(entity).flatMap((one) => (wanted.has(one.key) ? [one.key] : []))
  const at = { uid: entity.uid, path: ['schema', 'required'] }
  return setValue(at, ordered.length === 0 ? undefined : ordered, texts.requiredOf(key))
}

/** The constraint or index over this field alone. */
export function loneRule(entity: DesignDefinition, list: 'unique' | 'indexes', key: string) {
  const rules = entity.document[list]
  const all = Array.isArray(rules) ? (rules as unknown[]).filter(isMembers) : []
  return all.find(
    (one) => Array.isArray(one.fields) && one.fields.length === 1 && one.fields[0] === key
  )
}

/** Makes a field unique or indexed by itself, or no longer. */
export function setLoneRule(
  entity: DesignDefinition,
  list: 'unique' | 'indexes',
  key: string
): DesignCommand {
  const label = list === 'unique' ? texts.uniqueOf(key) : texts.indexOf(key)
  const known = loneRule(entity, list, key)
  if (known) {
    const command = removeElement({ uid: entity.uid, path: [list, `@${String(known.uid)}`] }, label)
    return withoutSelecting(command)
  }
  const uid = newUid()
  if (entity.document[list] === undefined) {
    return setValue({ uid: entity.uid, path: [list] }, [{ uid, fields: [key] }], label)
  }
  const into = { uid: entity.uid, path: [list] }
  return withoutSelecting(addElement(into, { id: `@${uid}`, value: { uid, fields: [key] } }, label))
}

function withoutSelecting({ selects: _, ...command }: DesignCommand): DesignCommand {
  return command
}

/**
 * Another type for a field: what both types know stays (title, checks, limits), the rest goes, and what
 * the new one needs comes. Data are the plan's matter.
 */
export function changeType(
  entity: DesignDefinition,
  set: DesignSet,
  { field, type, face }: { field: EntityField; type: string; face: DesignerFieldFace }
): DesignCommand | null {
  const title = String(field.field.title ?? field.key)
  const snippet = face.snippet({ entity, set, key: field.key, title })
  if (!snippet) return null
  const known = fieldMetaOf(type).properties ?? {}
  const kept = Object.entries(field.field).filter(
    ([name]) =>
      Object.hasOwn(known, name) && !['type', 'format', 'x-type', 'default'].includes(name)
  )
  const value = { ...snippet.field, ...Object.fromEntries(kept) }
  const label = texts.changeType(title)
  return together(label, [
    ...(snippet.with ?? []).map((one) => addDefinition(one, label)),
    setValue(field.at, value, label),
    ...Object.entries(snippet.entity ?? {}).map(([name, given]) =>
      setValue({ uid: entity.uid, path: [name] }, given, label)
    ),
  ])
}

/** Definition of the rows of a sub-table field; null where it is none or is missing. */
export function rowsOf(field: EntityField, set: DesignSet): DesignDefinition | null {
  const key = field.field['x-entity']
  if (typeof key !== 'string') return null
  return [...set.values()].find((one) => one.kind === 'entity' && keyOf(one) === key) ?? null
}

/** The field an address leads to or into; null where it leads elsewhere. */
export function fieldAt(entity: DesignDefinition, path: readonly string[]): EntityField | null {
  if (path.length < 3 || path[0] !== 'schema' || path[1] !== 'properties') return null
  const element = locate(entity, path.slice(0, 3))
  return (
    fieldsIn(entity).find((one) => one.at.path[2] === path[2] && element?.key === one.key) ?? null
  )
}
