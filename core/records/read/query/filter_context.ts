import { heldAccess } from '#engine/access/index.ts'
import type { CompiledField } from '#engine/compile/compiled.ts'
import { coreActorNames } from '#engine/filters/index.ts'
import type { FilterContext } from '#engine/filters/index.ts'
import type { ReadContext } from '../read_context.ts'

/** What a filter of a request may name: what the actor may read, nothing else. */
export function requestFilterContext(
  context: Pick<ReadContext, 'entity' | 'access' | 'application'> & {
    scope: Pick<ReadContext['scope'], 'entityOf'>
  }
): FilterContext {
  const { application, access, entity, scope } = context
  return {
    entity,
    entityOf: scope.entityOf,
    codesOf: (field) => codesOf(context, field),
    department: application.anchors.department,
    actorNames: new Set([...coreActorNames, ...application.actorAttributes.keys()]),
    readable: (of, field) => heldAccess(access, of).readable(of, field),
    masked: (of, field) => heldAccess(access, of).masked(of, field),
  }
}

function codesOf(
  { application }: Pick<ReadContext, 'application'>,
  field: CompiledField
): ReadonlySet<string> | null {
  const dictionary = field.dictionary && application.dictionaries.get(field.dictionary)
  // Codes that an administrator added are rows, not definitions: any code will do there.
  if (dictionary) return dictionary.extensible ? null : keySet(dictionary.byCode)
  const lifecycle = field.lifecycle && application.lifecycles.get(field.lifecycle)
  return lifecycle ? keySet(lifecycle.states) : null
}

const sets = new WeakMap<ReadonlyMap<string, unknown>, ReadonlySet<string>>()

function keySet(map: ReadonlyMap<string, unknown>): ReadonlySet<string> {
  let set = sets.get(map)
  if (!set) sets.set(map, (set = new Set(map.keys())))
  return set
}
