import type { CompiledField } from '#engine/compile/index.ts'
import type { DesignDefinition } from '#designer/document/index.ts'
import { useWorkshopState } from '#designer/workshop/index.ts'

const none: ReadonlyMap<string, CompiledField> = new Map()

/** Fields of the entity a form is about, as the draft has them; a moment behind what is typed. */
export function useEntityFields({
  document,
}: DesignDefinition): ReadonlyMap<string, CompiledField> {
  const entity = String(document.entity ?? '')
  return useWorkshopState(({ checked }) => checked.known.entities.get(entity)?.fields ?? none)
}
