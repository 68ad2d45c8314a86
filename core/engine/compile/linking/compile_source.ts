import { assignable, compileExpression, typeText } from '#engine/expressions/index.ts'
import {
  coreActorNames,
  fieldOfStep,
  operandSql,
  parseFilter,
  readsRecord,
} from '#engine/filters/index.ts'
import { applicationOf } from '../context.ts'
import { entityScope } from '../entities/entity_scope.ts'
import { checkDependency, mayReferTo } from './dependencies.ts'
import type { CompiledExpression, ValueType } from '#engine/expressions/index.ts'
import type { FilterNode, FilterProblem, Operand } from '#engine/filters/index.ts'
import type { CompiledActorAttribute, CompiledEntity, CompiledField } from '../compiled.ts'
import type { CompileContext, Definition } from '../context.ts'

/** Where a source text stands: whose problem it is when it is wrong. */
export interface SourcePlace {
  readonly definition: Definition
  readonly pointer: string
  readonly entity: CompiledEntity
  readonly context: CompileContext
  /** Rules and guards: the filter sees the record before the change too. */
  readonly seesChange?: boolean
  /** The browser sends the filter back as its own: expressions, which see all, are refused. */
  readonly isAsked?: boolean
}

/** An expression of an entity, checked against the type it must yield; null when it is wrong (reported). */
export function compileSource(
  source: string,
  expected: ValueType | null,
  place: SourcePlace
): CompiledExpression | null {
  const scope = entityScope(place.entity, applicationOf(place.context))
  const { expression, problems } = compileExpression(source, scope)
  for (const problem of problems) {
    place.context.problems.report(place.definition, {
      code: 'E_DEFINITION_EXPRESSION',
      pointer: place.pointer,
      message: problem.zh,
      params: { code: problem.code, position: problem.position },
    })
  }
  if (!expression || problems.length > 0) return null
  if (expected === null || assignable(expression.type, expected)) return expression
  const [is, wanted] = [typeText(expression.type), typeText(expected)]
  place.context.problems.report(place.definition, {
    code: 'E_DEFINITION_EXPRESSION',
    pointer: place.pointer,
    message: `公式的结果是${is}，这里需要${wanted}`,
    params: { code: 'E_EXPRESSION_TYPE' },
  })
  return null
}

/** A truth value given as such, or as an expression; null when it is neither or absent. */
export function compileSwitch(
  given: unknown,
  place: SourcePlace
): CompiledExpression | boolean | null {
  if (typeof given === 'boolean') return given
  return typeof given === 'string' ? compileSource(given, { kind: 'boolean' }, place) : null
}

/** A filter over an entity; null when it is absent or wrong (reported). */
export function compileFilter(raw: unknown, place: SourcePlace): FilterNode | null {
  if (raw === undefined) return null
  const { node, problems } = parseFilter(raw, {
    entity: place.entity,
    entityOf: (key) => place.context.entities.get(key),
    codesOf: (field) => codesOf(field, place.context),
    actorNames: actorNames(place),
    department: place.context.anchors.department,
    ...(place.seesChange ? { seesChange: true } : {}),
    ...(place.isAsked
      ? {}
      : {
          compileOperand: (source) =>
            compileExpression(source, entityScope(place.entity, applicationOf(place.context))),
        }),
  })
  if (problems.length === 0 && !place.seesChange) checkOperands(node, place)
  for (const problem of problems) {
    const attribute = attributeElsewhere(problem, place.context)
    if (attribute) {
      const { definition, context } = place
      checkDependency(definition, place.pointer + problem.pointer, attribute.module, context)
      continue
    }
    place.context.problems.report(place.definition, {
      code: 'E_DEFINITION_FILTER',
      pointer: place.pointer + problem.pointer,
      message: problem.zh,
      params: { code: problem.code, ...problem.params },
    })
  }
  return problems.length > 0 ? null : node
}

/** Filters of lists run in the database: what stands there for a value must have SQL (reported). */
function checkOperands(node: FilterNode, place: SourcePlace): void {
  switch (node.op) {
    case 'all':
    case 'any':
      return node.items.forEach((item) => checkOperands(item, place))
    case 'not':
    case 'has':
      return checkOperands(node.item, place)
    case 'compare': {
      const field = fieldOfStep(node.path.steps.at(-1)!)
      for (const operand of node.operands) {
        if (operand.kind !== 'expression' || hasSql(operand, field, place)) continue
        place.context.problems.report(place.definition, {
          code: 'E_DEFINITION_FILTER',
          pointer: place.pointer,
          message: `公式“${operand.expression.source}”不能在数据库中计算，不能用在这个条件里`,
          fix: '只用 + -、比较与 AND、OR、NOT；其余先算成存储的公式字段。字段与 $today 等不能在同一个公式里',
        })
      }
    }
  }
}

function hasSql(
  operand: Extract<Operand, { kind: 'expression' }>,
  field: CompiledField,
  { context }: SourcePlace
): boolean {
  if (!readsRecord(operand)) return true
  const place = { alias: 't', quote: (name: string) => name, entityOf: entityIn(context) }
  return operandSql(operand, field, { ...place, dialect: 'sqlite' }) !== null
}

function entityIn({ entities }: CompileContext) {
  return (key: string): CompiledEntity | undefined => entities.get(key)
}

/** Codes a select or state field may hold as the definitions stand; null = any. */
export function codesOf(
  field: CompiledField,
  world: Pick<CompileContext, 'dictionaries' | 'lifecycles'>
): ReadonlySet<string> | null {
  const codes = field.dictionary
    ? world.dictionaries.get(field.dictionary)?.byCode
    : world.lifecycles.get(field.lifecycle ?? '')?.states
  return codes ? new Set(codes.keys()) : null
}

/** Those of the core, and those of modules that the definition's own depends on. */
function actorNames({ definition, context }: SourcePlace): ReadonlySet<string> {
  const added = [...context.actorAttributes.values()]
    .filter((attribute) => mayReferTo(definition.module, attribute.module, context))
    .map((attribute) => attribute.key)
  return new Set([...coreActorNames, ...added])
}

/** The `$` name that a filter may not use, when it is unknown only because a dependency is missing. */
function attributeElsewhere(
  { params }: FilterProblem,
  context: CompileContext
): CompiledActorAttribute | undefined {
  if (params.keyword !== 'actor') return undefined
  return context.actorAttributes.get(String(params.value).slice(1))
}
