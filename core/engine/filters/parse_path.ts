import { budgets } from '#engine/budgets.ts'
import type { CompiledEntity, CompiledField } from '#engine/compile/compiled.ts'
import type { SystemField } from '#engine/values.ts'
import type { FieldPath, PathStep } from './ast.ts'
import type { FilterContext } from './filter_context.ts'
import { invalidFilter, maskedField, tooComplex, unknownField } from './filter_problem.ts'
import type { FilterProblem } from './filter_problem.ts'
import { memberStep } from './members.ts'
import { systemFieldOf } from './system_fields.ts'

export type PathContext = Pick<FilterContext, 'entity' | 'entityOf' | 'readable' | 'masked'>

export type ParsedPath = { path: FieldPath; problem: null } | { path: null; problem: FilterProblem }

/**
 * `author.agent.name` -> the fields on the way. All but the last are to-one relations, at most
 * three. What the actor may not read is unknown on every step of the way.
 */
export function parsePath(text: string, context: PathContext, pointer = ''): ParsedPath {
  const names = text.split('.', budgets.pathRelations + 2)
  if (names.length > budgets.pathRelations + 1) {
    return refused(tooLong(pointer))
  }
  const steps: PathStep[] = []
  let entity: CompiledEntity | undefined = context.entity
  for (const [i, name] of names.entries()) {
    const field: CompiledField | undefined =
      entity && (entity.fields.get(name) ?? systemFieldOf(entity, name))
    if (!entity || !field || !isReadable(entity, field, context)) {
      return refused(unknownField(text, pointer))
    }
    if (isMasked(entity, field, context)) return refused(maskedField(text, pointer))
    steps.push(...stepsOf(entity, field, name))
    if (steps.length > budgets.pathRelations + 1) return refused(tooLong(pointer))
    if (i === names.length - 1) break
    if (field.type.members) {
      const isLast = i === names.length - 2
      const step = isLast ? memberStep(steps.pop()!, names[i + 1]!) : null
      if (!step) return refused(unknownField(text, pointer))
      steps.push(step)
      break
    }
    if (isMany(field)) return refused(throughMany(text, name, pointer))
    entity = field.target === null ? undefined : context.entityOf(field.target)
  }
  return { path: { text, steps }, problem: null }
}

/** Through a field there is not one record but several. */
function isMany(field: CompiledField): boolean {
  return field.childEntity !== null || field.linkTable !== null
}

/** A lookup is read where its source lies, so every step of its way must be readable. */
function isReadable(entity: CompiledEntity, field: CompiledField, context: PathContext): boolean {
  return everyStep(entity, field, context, (of, key) => context.readable?.(of, key) !== false)
}

function isMasked(entity: CompiledEntity, field: CompiledField, context: PathContext): boolean {
  return !everyStep(entity, field, context, (of, key) => context.masked?.(of, key) !== true)
}

function everyStep(
  entity: CompiledEntity,
  field: CompiledField,
  { entityOf }: PathContext,
  holds: (entity: CompiledEntity, key: string) => boolean
): boolean {
  const behind = (field.lookup?.steps ?? []).every((step) => {
    const of = entityOf(step.entity)
    return of !== undefined && [step.key, ...(step.via ?? [])].every((key) => holds(of, key))
  })
  return behind && holds(entity, field.key)
}

/** The steps a name stands for: one, or those of a lookup. */
function stepsOf(entity: CompiledEntity, field: CompiledField, name: string): PathStep[] {
  const [first, ...rest] = field.lookup?.steps ?? []
  if (first) return [{ ...first, via: [...(first.via ?? []), name] }, ...rest]
  const own = entity.fields.has(name)
  return [{ entity: entity.key, field: own ? field : null, key: name as SystemField }]
}

function tooLong(pointer: string): FilterProblem {
  const limit = budgets.pathRelations
  return tooComplex(pointer, 'pathRelations', limit, `路径最多经过 ${limit} 个关联`)
}

function refused(problem: FilterProblem): ParsedPath {
  return { path: null, problem }
}

function throughMany(text: string, name: string, pointer: string): FilterProblem {
  return invalidFilter(
    pointer,
    `“${name}”有多行，请用 {"${name}": {"has": {…}}} 代替“${text.slice(0, 100)}”`,
    `"${name}" has many rows: use {"${name}": {"has": {…}}}`
  )
}
