import { fieldOfStep } from './system_fields.ts'
import type { CompiledField } from '#engine/compile/compiled.ts'
import type { FieldPath, FilterNode } from './ast.ts'

/** What an item of a list is called in the records that `has` looks at. */
export const itemKey = 'value'

const known = new WeakMap<CompiledField, CompiledField>()
const items = new WeakSet<CompiledField>()

/**
 * The items of a list that lies in one column, seen as the only field of a row each, so that `has`
 * asks of them as of the rows of a sub-table; null for every other field.
 */
export function itemField(field: CompiledField): CompiledField | null {
  const { element } = field.type
  if (!element) return null
  let item = known.get(field)
  if (!item) {
    item = Object.freeze({ ...field, key: itemKey, column: itemKey, type: element })
    known.set(field, item)
    items.add(item)
  }
  return item
}

/** Whether a field stands for the items of a list. */
export function isItem(field: CompiledField): boolean {
  return items.has(field)
}

/** The path from a row made of an item to that item. */
export function itemPath(path: FieldPath, item: CompiledField): FieldPath {
  const { entity } = path.steps.at(-1)!
  return { text: path.text, steps: [{ entity, field: item, key: item.key }] }
}

/** Whether `has` asks of items that lie in the column of its field. */
export function asksItems({ path }: Extract<FilterNode, { op: 'has' }>): boolean {
  return fieldOfStep(path.steps.at(-1)!).type.element !== undefined
}
