import { accessOf, actorValues } from '#engine/access/index.ts'
import type { Actor } from '#engine/access/index.ts'
import type { CompiledEntity } from '#engine/compile/compiled.ts'
import { Refusal } from '#engine/errors.ts'
import { filterKey, parseFilter } from '#engine/filters/index.ts'
import type { FilterNode, Operand } from '#engine/filters/index.ts'
import type { RecordEnvironment } from '../environment.ts'
import { accessDenied } from '../errors.ts'
import { readFormerSubscription } from '../names/read_former_names.ts'
import { faultOf } from '../read/errors.ts'
import { requestFilterContext } from '../read/query/filter_context.ts'
import { readContext } from '../read/read_context.ts'

/**
 * Which records of an entity somebody is told about: those he may read and that meet his filter.
 * Two people whose scope comes to the same share one rule, by `key`, and it is judged once for both.
 */
export interface WatchRule {
  readonly key: string
  readonly entity: string
  /** The entity's uid, which a rename leaves as it is. */
  readonly uid: string
  readonly actor: Actor
  /** Row scope and filter together. */
  readonly filter: FilterNode
}

/**
 * The rule of an actor as his roles and attributes are now.
 *
 * A filter may name fields of the record itself that the actor may read wherever he reads the
 * record: it is judged in memory, where nothing narrows what lies behind a relation.
 *
 * @throws E_DEFINITION_UNKNOWN, E_RECORD_CHILD, E_ACCESS_DENIED, E_QUERY_* with every fault
 */
export function watchRule(
  environment: RecordEnvironment,
  actor: Actor,
  entityKey: string,
  given: unknown = null
): WatchRule {
  const names = { entity: entityKey, filter: given }
  const asked = readFormerSubscription(environment.registry.current(), actor, names) ?? names
  const { application, entity } = readContext(environment, actor, asked.entity)
  const access = accessOf(application, actor)
  if (!access.may(entity, 'read')) throw new Refusal(accessDenied({ action: 'read' }))
  const own = asked.filter === null ? null : readFilter(environment, actor, entity, asked.filter)
  const scope = access.scope(entity, 'read')
  const filter: FilterNode = own === null ? scope : { op: 'all', items: [scope, own] }
  const key = JSON.stringify([entity.uid, filterKey(filter), namedValues(filter, actor)])
  return { key, entity: entity.key, uid: entity.uid, actor, filter }
}

function readFilter(
  environment: RecordEnvironment,
  actor: Actor,
  own: CompiledEntity,
  given: unknown
): FilterNode {
  const context = readContext(environment, actor, own.key)
  const { access } = context
  const { node, problems } = parseFilter(given, {
    ...requestFilterContext(context),
    readable: (entity, field) =>
      entity.key === own.key &&
      access.readable(entity, field) &&
      access.fieldScope(entity, field) === null,
  })
  if (problems.length > 0) {
    throw new Refusal(problems.map((problem) => faultOf(problem, 'filter')))
  }
  return node
}

/** Values of the `$` names a filter reads; who the actor is, where an expression may read any. */
function namedValues(filter: FilterNode, actor: Actor): unknown {
  const operands = operandsOf(filter)
  if (operands.some(({ kind }) => kind === 'expression')) return actor
  const names = operands.flatMap((one) => (one.kind === 'actor' ? [one.name] : []))
  const valueOf = actorValues(actor, new Date(0))
  return [...new Set(names)]
    .sort()
    .map((name) => (name === 'now' || name === 'today' ? actor.zone : valueOf(name)))
}

function operandsOf(node: FilterNode): readonly Operand[] {
  switch (node.op) {
    case 'all':
    case 'any':
      return node.items.flatMap(operandsOf)
    case 'not':
    case 'has':
      return operandsOf(node.item)
    case 'compare':
      return node.operands
    default:
      return []
  }
}
