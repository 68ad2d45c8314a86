import type { RuntimeRelated } from '#engine/presentation/shapes.ts'
import type { RecordLink } from '#runtime/client/records.ts'
import type { Filter } from '#runtime/views/state/list_state.ts'

/** Which records of another entity point to this one. */
export function relatedFilter({ field, many }: RuntimeRelated, id: string): Filter {
  return { [field]: many ? { has: { id } } : id }
}

/** Values a new record begins with, so that it points here. */
export function relatedValues({ field, many }: RuntimeRelated, link: RecordLink): object {
  return { [field]: many ? [link] : link }
}

/** Titles of the tabs: the entity's, with that of the field where an entity points here twice. */
export function relatedKey({ entity, field }: RuntimeRelated): string {
  return `${entity} ${field}`
}
export function isAmbiguous(related: readonly RuntimeRelated[], one: RuntimeRelated): boolean {
  return related.filter(({ entity }) => entity === one.entity).length > 1
}
