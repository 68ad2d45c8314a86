import { objectOf, textOf } from '../reading/shape.ts'
import { pointerTo } from '#engine/problems.ts'
import type { CompiledAlias } from '../compiled.ts'
import type { CompileContext, Definition, EntityDraft } from '../context.ts'

/**
 * The former names an entity keeps: those of its fields on the entity, those of its own in the
 * application. A name that something else has now would mean two things, so it is refused; one that
 * leads to nothing is told.
 */
export function compileAliases(
  definition: Definition,
  entity: EntityDraft,
  context: CompileContext
): void {
  const { aliases } = definition.document
  const kept = new Map<string, CompiledAlias>()
  for (const [index, given] of (Array.isArray(aliases) ? aliases : []).entries()) {
    const { key: name, uid, since: day } = objectOf(given)
    const [key, since] = [textOf(name), textOf(day)]
    if (key === undefined || since === undefined) continue
    const at = { definition, pointer: pointerTo('', 'aliases', index), key, since }
    const field = entity.byUid.get(textOf(uid) ?? '')
    if (field && !entity.fields.has(key)) kept.set(key, { of: field.key, since })
    else if (field) report(context, at, takenBy(key, entity.fields.get(key)!.title))
    else if (uid === entity.uid) keepEntity(context, at, entity)
    else report(context, at, nothing(key))
  }
  entity.aliases = kept
}

interface At {
  readonly definition: Definition
  readonly pointer: string
  readonly key: string
  readonly since: string
}

function keepEntity(context: CompileContext, at: At, entity: EntityDraft): void {
  const { key, since } = at
  const now = context.entities.get(key)
  const other = context.formerEntities.get(key)
  if (now) report(context, at, takenBy(key, now.title))
  else if (other && other.of !== entity.key) report(context, at, takenBy(key, other.of))
  else context.formerEntities.set(key, { of: entity.key, since })
}

interface Fault {
  readonly message: string
  readonly severity: 'error' | 'warning'
}

function takenBy(key: string, title: string): Fault {
  const message = `“${key}”是仍在使用的旧名称，不能又是“${title}”的名称`
  return { message, severity: 'error' }
}

function nothing(key: string): Fault {
  return { message: `旧名称“${key}”所指的字段已不存在`, severity: 'warning' }
}

function report(context: CompileContext, { definition, pointer }: At, fault: Fault): void {
  const fix = '删去这个旧名称，或换一个名称'
  context.problems.report(definition, { code: 'E_DEFINITION_ALIAS', pointer, fix, ...fault })
}
