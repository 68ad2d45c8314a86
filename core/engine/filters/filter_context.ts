import type { CompiledEntity, CompiledField } from '#engine/compile/compiled.ts'
import type { CompiledExpression, ExpressionProblem } from '#engine/expressions/index.ts'

/** What the names and values of a filter mean where it stands. */
export interface FilterContext {
  readonly entity: CompiledEntity
  entityOf(key: string): CompiledEntity | undefined
  /** Codes of a select or state field; null when any code will do. */
  codesOf(field: CompiledField): ReadonlySet<string> | null
  /** `$` names without the `$`: `coreActorNames` and the modules' own. */
  readonly actorNames: ReadonlySet<string>
  /** API: a field that is not readable is unknown. */
  readable?(entity: CompiledEntity, field: string): boolean
  /** API: a field that is shown masked is refused by name. */
  masked?(entity: CompiledEntity, field: string): boolean
  /** Entity that plays the department: what `dept_id` points to. */
  readonly department?: string | undefined
  /** Rules and guards: they see the record before the change too, and may ask `changed`, `from`, `to`. */
  readonly seesChange?: boolean
  /** Absent on the API: there `"=…"` is refused. */
  compileOperand?(source: string): {
    expression: CompiledExpression | null
    problems: ExpressionProblem[]
  }
}

/** `$` names with one value. Every other `$` name is a list and stands with `in` or `nin`. */
export const singleActorNames: ReadonlySet<string> = new Set([
  'me',
  'my_department',
  'my_organization',
  'now',
  'today',
])

/** The `$` names the core knows; a module adds its own (definitions.md "Actor attributes"). */
export const coreActorNames: ReadonlySet<string> = new Set([
  ...singleActorNames,
  'my_department_tree',
])
