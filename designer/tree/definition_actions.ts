import { nameOf, usesIn } from '#engine/references/index.ts'
import {
  addDefinition,
  checkSet,
  definitionsOf,
  keyOf,
  newUid,
  retireDefinition,
  titleOf,
  together,
} from '#designer/document/index.ts'
import type {
  DesignCommand,
  DesignDefinition,
  DesignSet,
  Members,
} from '#designer/document/index.ts'
import { freeKey } from '#designer/properties/new_item.ts'
import { metaSchemaOf, uidPropertyOf } from '#schemas/index.ts'
import { texts } from './texts.ts'

/** A copy under a key that is free, with identities of its own. */
export function duplicate(definition: DesignDefinition, set: DesignSet): DesignCommand {
  const taken = definitionsOf(set, definition.kind).map(keyOf)
  const key = freeKey(taken, `${keyOf(definition)}_copy`)
  const title = texts.copyOf(titleOf(definition))
  const uid = newUid()
  const document = { ...withNewUids(definition), key, uid, title }
  const copy: DesignDefinition = { uid, kind: definition.kind, layer: 'site', document }
  return addDefinition(copy, texts.duplicated(titleOf(definition)))
}

/** Every identity inside is the copy's own: two elements of one uid would be one element. */
function withNewUids({ kind, document }: DesignDefinition): Members {
  const names = uidNames(kind)
  const renew = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(renew)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        key,
        names.has(key) && typeof inner === 'string' ? newUid() : renew(inner),
      ])
    )
  }
  return renew(document) as Members
}

function uidNames(kind: string): ReadonlySet<string> {
  const root = metaSchemaOf(kind)
  const parts = [root, ...Object.values(root.$defs ?? {})]
  return new Set(parts.flatMap((part) => uidPropertyOf(root, part) ?? []))
}

/**
 * What has no meaning without a definition: of an entity its forms, views and lifecycles; of a module
 * everything in it.
 */
export function dependents(definition: DesignDefinition, set: DesignSet): DesignDefinition[] {
  const key = keyOf(definition)
  if (definition.kind === 'module') {
    return [...set.values()].filter((one) => keyOf(one).startsWith(`${key}.`))
  }
  if (definition.kind !== 'entity') return []
  return [...set.values()].filter((one) => {
    const isAbout =
      metaSchemaOf(one.kind).required?.includes('entity') && one.document.entity === key
    return isAbout || (one.kind === 'entity' && one.document.parent === key)
  })
}

/** Takes a definition out of use, and with it what has no meaning without it. */
export function remove(definition: DesignDefinition, set: DesignSet): DesignCommand {
  const gone = [definition, ...dependents(definition, set)]
  const label = texts.removed(titleOf(definition))
  return together(
    label,
    gone.map((one) => retireDefinition(one.uid, label)),
    null
  )
}

/** How often a definition is named by others that stay. */
export function usesOf(definition: DesignDefinition, set: DesignSet): number {
  const gone = new Set([definition, ...dependents(definition, set)].map((one) => one.uid))
  const name = nameOf({ kind: definition.kind, key: keyOf(definition) })
  const { known } = checkSet(set)
  let count = 0
  for (const one of set.values()) {
    if (gone.has(one.uid)) continue
    usesIn(one, known, ({ target, span }) => {
      if (span && nameOf({ kind: target.kind, key: target.key }) === name) count += 1
    })
  }
  return count
}
