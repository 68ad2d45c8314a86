import type { CompiledApplication, CompiledEntity } from '#engine/compile/compiled.ts'
import { Refusal } from '#engine/errors.ts'
import type { Registry } from '#core/definitions/index.ts'
import { fileUnavailable } from './errors.ts'

/**
 * The entity anchored as `file`, in which every file is a record.
 *
 * @throws E_FILE_UNAVAILABLE when there is none
 */
export function fileEntity(registry: Registry): CompiledEntity {
  const application: CompiledApplication = registry.current()
  const entity = application.entities.get(application.anchors.file ?? '')
  if (!entity) throw new Refusal(fileUnavailable({}))
  return entity
}
