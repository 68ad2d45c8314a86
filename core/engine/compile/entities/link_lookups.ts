import { lookupOf } from '#engine/fields/index.ts'
import { fieldOfStep, parsePath } from '#engine/filters/index.ts'
import { pointerTo } from '#engine/problems.ts'
import { textOf } from '../reading/shape.ts'
import type { CompiledField } from '../compiled.ts'
import type { CompileContext, Draft, EntityDraft } from '../context.ts'
import type { Finding } from '../problem_list.ts'

/**
 * Gives every lookup the way to its source, and the looks of it: type, scale, codes, target. A
 * lookup of a lookup leads to the source of that one. Runs when all relations are linked.
 */
export function linkLookups(context: CompileContext): void {
  for (const entity of context.entities.values()) {
    for (const field of entity.fields.values()) linkLookup(entity, field, context, [])
  }
}

/** `trail`: the lookups that wait for this one. */
function linkLookup(
  entity: EntityDraft,
  field: Draft<CompiledField>,
  context: CompileContext,
  trail: readonly Draft<CompiledField>[]
): void {
  const path = textOf(field.schema['x-lookup'])
  if (field.type.name !== 'lookup' || field.lookup || path === undefined) return
  if (trail.includes(field)) {
    report(entity, field, context, {
      code: 'E_DEFINITION_CYCLE',
      message: `引用字段互相引用：${[...trail, field].map(({ key }) => key).join(' → ')}`,
      fix: '让其中一个取自存储的字段',
    })
    return
  }
  linkOnTheWay(entity, path.split('.'), context, [...trail, field])
  const entityOf = (key: string) => context.entities.get(key)
  const parsed = parsePath(path, { entity, entityOf })
  // A name that nothing has is reported where all references are looked up.
  if (!parsed.path) return
  const source = fieldOfStep(parsed.path.steps.at(-1)!)
  if (parsed.path.steps.length < 2 || source.column === null || source.entityColumn !== null) {
    report(entity, field, context, {
      code: 'E_DEFINITION_LOOKUP',
      message: `引用字段“${field.title}”应经由对一关联取一个存储的字段，“${path}”不是`,
      fix: '写关联字段与其后的字段，如 author.name；子表和多对多关联用 rollup 或公式汇总',
    })
    return
  }
  const { type, scale, dictionary, lifecycle, target } = source
  Object.assign(field, { lookup: parsed.path, type: lookupOf(type) })
  Object.assign(field, { scale, dictionary, lifecycle, target })
}

function linkOnTheWay(
  entity: EntityDraft,
  names: readonly string[],
  context: CompileContext,
  trail: readonly Draft<CompiledField>[]
): void {
  let here: EntityDraft | undefined = entity
  for (const name of names) {
    const field: Draft<CompiledField> | undefined = here?.fields.get(name)
    if (!here || !field) return
    linkLookup(here, field, context, trail)
    here = field.target === null ? undefined : context.entities.get(field.target)
  }
}

function report(
  entity: EntityDraft,
  field: CompiledField,
  context: CompileContext,
  finding: Omit<Finding, 'pointer'>
): void {
  const definition = context.definitions.get('entity')?.get(entity.key)
  if (!definition) return
  const pointer = pointerTo('', 'schema', 'properties', field.key, 'x-lookup')
  context.problems.report(definition, { ...finding, pointer })
}
