import { pointerTo } from '#engine/problems.ts'
import { compileFilter, compileSource } from '../linking/compile_source.ts'
import { compileRollupWhere } from './rollup_where.ts'
import { compileConstraints } from './constraints.ts'
import { objectOf, textOf, textsOf } from '../reading/shape.ts'
import type { CompiledField, CompiledUnique } from '../compiled.ts'
import type { CompileContext, Definition, Draft, EntityDraft } from '../context.ts'
import type { SourcePlace } from '../linking/compile_source.ts'

/** Formulas, checks and defaults of an entity's fields, conditions of its uniqueness, its constraints. */
export function compileFieldExpressions(
  definition: Definition,
  entity: EntityDraft,
  context: CompileContext
): void {
  for (const field of entity.fields.values()) {
    const base = pointerTo('', 'schema', 'properties', field.key)
    const place = (word: string): SourcePlace => ({
      definition,
      entity,
      context,
      pointer: pointerTo(base, word),
    })
    compileFormula(field, place('x-formula'))
    compileRollupWhere(field, place('x-rollup'))
    compileCheck(field, place('x-check'))
    compileDefault(field, place('default'))
  }
  entity.unique = compileUnique(definition, entity, context)
  entity.constraints = compileConstraints(definition, entity, context)
}

function compileFormula(field: Draft<CompiledField>, place: SourcePlace): void {
  const source = textOf(field.schema['x-formula'])
  if (field.type.name !== 'formula' || source === undefined) return
  field.formula = compileSource(source, field.type.valueType(field), place)
  const passing = field.formula?.dependencies.filter((name) => passingNames.has(name)) ?? []
  if (passing.length === 0) return
  place.context.problems.report(place.definition, {
    code: 'E_DEFINITION_PASSING_FORMULA',
    severity: 'warning',
    pointer: place.pointer,
    message: `公式“${field.title}”引用 ${passing.join('、')}，只在保存记录时计算，之后不会随时间改变`,
    fix: '需要随时间变化的条件写在筛选或视图里',
  })
}

/** Names whose value is another one tomorrow, or for another person. */
const passingNames = new Set(['$me', '$now', '$today'])

function compileCheck(field: Draft<CompiledField>, place: SourcePlace): void {
  const source = textOf(field.schema['x-check'])
  const expression = source === undefined ? null : compileSource(source, { kind: 'boolean' }, place)
  if (!expression) return
  const message = textOf(field.schema['x-checkMessage']) ?? `${field.title}不符合要求`
  field.check = { expression, message }
}

function compileDefault(field: Draft<CompiledField>, place: SourcePlace): void {
  const given = field.schema.default
  if (given === undefined) return
  if (typeof given === 'string' && given.startsWith('=')) {
    field.defaultExpression = compileSource(given, field.type.valueType(field), place)
    return
  }
  const parsed = field.type.parse(given, field)
  if (!parsed.ok) {
    place.context.problems.report(place.definition, {
      code: 'E_DEFINITION_DEFAULT',
      pointer: place.pointer,
      message: `字段“${field.title}”的默认值${parsed.fault.zh}`,
      params: { keyword: parsed.fault.keyword },
    })
    return
  }
  const allowed = field.schema.enum
  if (Array.isArray(allowed) && !allowed.includes(parsed.value)) {
    place.context.problems.report(place.definition, {
      code: 'E_DEFINITION_DEFAULT',
      pointer: place.pointer,
      message: `字段“${field.title}”的默认值不在可取的值中`,
      fix: '改用 enum 中的一个值',
    })
    return
  }
  field.defaultValue = parsed.value
}

function compileUnique(
  definition: Definition,
  entity: EntityDraft,
  context: CompileContext
): CompiledUnique[] {
  const given = Array.isArray(definition.document.unique) ? definition.document.unique : []
  return given.map(objectOf).map((item, index) => ({
    uid: textOf(item.uid) ?? '',
    fields: textsOf(item.fields),
    where: compileFilter(item.where, {
      definition,
      entity,
      context,
      pointer: pointerTo('', 'unique', index, 'where'),
    }),
  }))
}
