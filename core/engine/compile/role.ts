import { pointerTo } from '#engine/problems.ts'
import { baseOf } from './dictionary.ts'
import { compileFilter } from './linking/compile_source.ts'
import { coveredBy } from './linking/link_references.ts'
import { listOf, objectOf, textOf, textsOf } from './reading/shape.ts'
import type { CompiledGrant, CompiledRole, DefinitionRight } from './compiled.ts'
import type { CompileContext, Definition } from './context.ts'
import type { Members } from './reading/shape.ts'

/** A role (角色): its grants, wildcards resolved. */
export function compileRole(definition: Definition, context: CompileContext): CompiledRole {
  return {
    ...baseOf(definition),
    grants: listOf(definition.document.grants)
      .map(objectOf)
      .map((raw, index) => compileGrant(raw, pointerTo('', 'grants', index), definition, context)),
    definitions: textsOf(definition.document.definitions) as DefinitionRight[],
  }
}

function compileGrant(
  raw: Members,
  pointer: string,
  definition: Definition,
  context: CompileContext
): CompiledGrant {
  const pattern = textOf(raw.entity) ?? ''
  const fields = objectOf(raw.fields)
  const isWildcard = pattern.endsWith('*')
  if (isWildcard) checkWildcard(raw, pointer, definition, context)
  else checkNoChild(pattern, pointer, definition, context)
  const entity = isWildcard ? undefined : context.entities.get(pattern)
  return {
    entities: coveredBy(pattern, context.entities.keys()).filter(
      (key) => context.entities.get(key)?.parent === null
    ),
    actions: textsOf(raw.actions),
    rows: entity
      ? compileFilter(raw.rows, {
          definition,
          entity,
          context,
          pointer: pointerTo(pointer, 'rows'),
        })
      : null,
    only: fields.only === undefined ? null : textsOf(fields.only),
    deny: textsOf(fields.deny),
    readonly: textsOf(fields.readonly),
    mask: textsOf(fields.mask),
  }
}

/** A grant over several entities has no one set of fields that rows and fields could name. */
function checkWildcard(
  raw: Members,
  pointer: string,
  definition: Definition,
  context: CompileContext
): void {
  for (const word of ['rows', 'fields']) {
    if (raw[word] === undefined) continue
    context.problems.report(definition, {
      code: 'E_DEFINITION_GRANT',
      pointer: pointerTo(pointer, word),
      message: `实体写“${textOf(raw.entity)}”的授权不能有 ${word}`,
      fix: '为每个实体各写一条授权',
    })
  }
}

/** Everything a sub-table's row may be done to follows from the rights on its parent. */
function checkNoChild(
  key: string,
  pointer: string,
  definition: Definition,
  context: CompileContext
): void {
  const entity = context.entities.get(key)
  if (!entity || entity.parent === null) return
  context.problems.report(definition, {
    code: 'E_DEFINITION_GRANT',
    pointer: pointerTo(pointer, 'entity'),
    message: `“${entity.title}”是子表，没有自己的权限`,
    fix: `授权写在上级实体“${entity.parent}”上`,
  })
}
