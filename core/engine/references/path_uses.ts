import { systemLinks } from '#engine/compile/index.ts'
import type { CompiledEntity, CompiledField } from '#engine/compile/compiled.ts'
import type { Named, ReferenceWorld } from './use.ts'

/** A name on a path, and the field it means; null where it means none (system columns). */
export interface PathStep {
  readonly target: Named | null
  readonly field: CompiledField | null
}

/**
 * The fields a dotted path goes through, one step a name; shorter than the path where it leads
 * nowhere. Goes through relations, sub-tables and lookups alike: whether a path may is the
 * compiler's matter.
 */
export function stepsOf(
  path: readonly string[],
  start: CompiledEntity | undefined,
  world: ReferenceWorld
): PathStep[] {
  const steps: PathStep[] = []
  let entity = start
  for (const name of path) {
    if (!entity) break
    const field = entity.fields.get(name) ?? null
    if (field) {
      const target: Named = {
        kind: 'entity',
        key: entity.key,
        part: { of: 'field', id: name },
      }
      steps.push({ target, field })
      entity = world.entities.get(field.childEntity ?? field.target ?? '')
      continue
    }
    steps.push({ target: null, field: null })
    entity = entityOfSystemColumn(entity, name, world)
  }
  return steps
}

function entityOfSystemColumn(
  entity: CompiledEntity,
  name: string,
  world: ReferenceWorld
): CompiledEntity | undefined {
  if (name === 'parent_id') return world.entities.get(entity.parent ?? '')
  const anchor = systemLinks[name]
  return anchor === undefined ? undefined : world.entities.get(world.anchors[anchor] ?? '')
}

/** What a code of this field is: an item of its dictionary, a state of its lifecycle. */
export function codeOf(field: CompiledField | null, code: string): Named | null {
  if (field?.dictionary) {
    return { kind: 'dictionary', key: field.dictionary, part: { of: 'item', id: code } }
  }
  if (field?.lifecycle) {
    return { kind: 'lifecycle', key: field.lifecycle, part: { of: 'state', id: code } }
  }
  return null
}
