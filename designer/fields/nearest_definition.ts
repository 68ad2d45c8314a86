import { definitionsOf, keyOf, moduleOf, newUid } from '#designer/document/index.ts'
import type { DesignDefinition, DesignSet } from '#designer/document/index.ts'
import { freeKey } from '#designer/properties/new_item.ts'
import type { SnippetPlace } from './face.ts'

/** An entity a new link most likely points to: another one of the module, else of any. */
export function nearestEntity({ entity, set }: SnippetPlace): string {
  const others = definitionsOf(set, 'entity').filter(
    (one) => one.uid !== entity.uid && one.document.parent === undefined
  )
  const own = others.find((one) => moduleOf(one) === moduleOf(entity))
  return keyOf(own ?? others[0] ?? entity)
}

/** A dictionary of the module; where it has none, one is made. */
export function nearestDictionary({ entity, set, key, title }: SnippetPlace): {
  key: string
  made: DesignDefinition[]
} {
  const module = moduleOf(entity)
  const own = definitionsOf(set, 'dictionary').find((one) => keyOf(one) === `${module}.${key}`)
  if (own) return { key: keyOf(own), made: [] }
  const uid = newUid()
  const made = freeDefinitionKey('dictionary', `${module}.${key}`, set)
  const document = {
    ...{ kind: 'dictionary', key: made, uid, schemaVersion: 1, title },
    items: [
      { code: 'a', title: '选项 1' },
      { code: 'b', title: '选项 2' },
    ],
  }
  return { key: made, made: [{ uid, kind: 'dictionary', layer: 'site', document }] }
}

/** The key, with a number behind it where it is taken. */
export function freeDefinitionKey(kind: string, key: string, set: DesignSet): string {
  return freeKey(definitionsOf(set, kind).map(keyOf), key)
}
