import type { MetaSchema } from '#schemas/index.ts'
import { isMembers, newUid, partsOf, schemaFor } from '#designer/document/index.ts'
import type { DesignDefinition, DesignSet, Located, Members } from '#designer/document/index.ts'
import { nameOptions } from '#designer/names/name_options.ts'
import { labelOf } from '#designer/texts/schema_texts.ts'

/** An element for a list or map: what it must say, filled with what is likely. */
export interface MadeItem {
  readonly id: string
  readonly key?: string
  readonly value: Members
}

/**
 * A new object for a list or map, as free of problems as can be known: identities made, names taken
 * from what there is, the first word of closed lists. `of` chooses among cases (`{kind: 'check'}`).
 */
export function newItem(
  list: Located,
  { definition, set, of = {} }: { definition: DesignDefinition; set: DesignSet; of?: Members }
): MadeItem {
  const { root, schema } = list
  const isMap = isMembers(schema.additionalProperties)
  const given = (isMap ? schema.additionalProperties : schema.items) as MetaSchema
  const siblings = partsOf(root, schema, list.value).items
  const item = schemaFor(root, given, of)
  const value: Record<string, unknown> = { ...of }
  for (const name of item.required ?? []) {
    if (Object.hasOwn(value, name)) continue
    const property = schemaFor(root, item.properties?.[name] ?? {}, undefined)
    const element = { ...list, schema: property, enclosing: [...list.enclosing, value] }
    value[name] = filled(name, { property, element, definition, set, siblings: siblings.length })
  }
  const identity = schema['x-identity']
  if (isMap) {
    const key = freeKey(
      siblings.map((one) => one.key),
      'item'
    )
    return { id: key, key, value }
  }
  if (!identity) return { id: `%${siblings.length}`, value }
  if (
    identity !== 'uid' &&
    schemaFor(root, item.properties?.[identity] ?? {}, undefined)['x-code']
  ) {
    value[identity] = freeKey(
      siblings.map((one) => one.id.slice(1)),
      'item'
    )
  }
  return { id: `@${String(value[identity])}`, value }
}

interface Filling {
  property: MetaSchema
  element: Located
  definition: DesignDefinition
  set: DesignSet
  siblings: number
}

function filled(name: string, { property, element, definition, set, siblings }: Filling): unknown {
  if (Object.hasOwn(property, 'const')) return property.const
  if (property['x-unique']) return newUid()
  const mark = property['x-ref']
  if (mark?.expression && property.pattern === '^=') return '=TRUE'
  if (mark?.filter) return {}
  if (mark) return nameOptions({ mark, element, definition, set })[0]?.value ?? ''
  if (property.enum) return property.enum[0]
  if (property.type === 'array') return firstName(property, { element, definition, set })
  if (property['x-text']) return `${labelOf(property, name)} ${siblings + 1}`
  return ''
}

/** A list that must have something gets the first name that fits. */
function firstName(
  property: MetaSchema,
  { element, definition, set }: Pick<Filling, 'element' | 'definition' | 'set'>
): string[] {
  const mark = schemaFor(element.root, property.items ?? {}, undefined)['x-ref']
  const isEmpty = !property.minItems || !mark
  const first = isEmpty ? undefined : nameOptions({ mark: mark!, element, definition, set })[0]
  return first ? [first.value] : []
}

/** `item`, `item_2`, …: the first that is free. */
export function freeKey(taken: readonly string[], word: string): string {
  if (!taken.includes(word)) return word
  let count = 2
  while (taken.includes(`${word}_${count}`)) count += 1
  return `${word}_${count}`
}
