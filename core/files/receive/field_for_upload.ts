import { accessOf } from '#engine/access/index.ts'
import type { Actor } from '#engine/access/index.ts'
import type { CompiledEntity, CompiledField } from '#engine/compile/compiled.ts'
import { Refusal } from '#engine/errors.ts'
import { holdsFiles } from '#engine/fields/index.ts'
import { queryUnknownField } from '#core/records/index.ts'
import type { FilesEnvironment } from '../environment.ts'

/**
 * The field that `path` names, through sub-tables, if the actor may see or write it.
 *
 * @throws E_QUERY_UNKNOWN_FIELD, E_DEFINITION_UNKNOWN
 */
export function fieldForUpload(
  { registry: definitions }: FilesEnvironment,
  actor: Actor,
  { entity: key, path }: { entity: string; path: string }
): CompiledField {
  const registry = definitions.inLanguage(actor.language)
  const application = registry.current()
  const access = accessOf(application, actor)
  const unknown = () => new Refusal(queryUnknownField({ field: path.slice(0, 100) }))
  const names = path.split('.', 4)
  let entity: CompiledEntity | undefined = registry.entity(key)
  let field: CompiledField | undefined
  for (const name of names) {
    field = entity?.fields.get(name)
    const isKnown =
      entity &&
      field &&
      (access.readable(entity, name) ||
        access.writable(entity, 'create', name) ||
        access.writable(entity, 'update', name))
    if (!isKnown) throw unknown()
    entity = application.entities.get(field!.childEntity ?? '')
  }
  if (!field || !holdsFiles(field)) throw unknown()
  return field
}
