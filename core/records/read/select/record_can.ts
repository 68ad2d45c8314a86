import type { CompiledLifecycle, CompiledTransition } from '#engine/compile/compiled.ts'
import type { RecordCan } from '#engine/presentation/shapes.ts'
import { frozenBy, judgeTransition } from '#engine/process/index.ts'
import type { LifecycleFacts } from '#engine/process/index.ts'
import type { Value } from '#engine/values.ts'
import type { Row } from '#core/storage/index.ts'
import type { ReadContext } from '../read_context.ts'
import { columnSql } from '../sql/condition.ts'
import { fragment, join } from '../sql/fragment.ts'
import type { Fragment } from '../sql/fragment.ts'
import { RowFlags } from './row_flags.ts'

/** What an actor may do with one record, told by columns beside those of the record. */
export interface CanSelection {
  readonly columns: Fragment
  of(row: Row, context: ReadContext): RecordCan
}

/**
 * Scopes of the roles and states of the lifecycles together, as the write path asks them. Guards are
 * left out: whoever may try is told what is missing.
 */
export function selectCan({ entity, access, scope }: ReadContext): CanSelection {
  const flags = new RowFlags(scope)
  const update = flags.of(access.scope(entity, 'update'))
  const remove = flags.of(access.scope(entity, 'delete'))
  const assign = flags.of(access.scope(entity, 'assign'))
  const revealed = revealableFields({ entity, access }, flags)
  const fields = [...entity.fields.values()]
    .filter((field) => !field.readOnly && access.writable(entity, 'update', field.key))
    .map(({ key }) => ({ key, flag: flags.of(access.writeScope(entity, 'update', key)) }))
  const transitions = entity.lifecycles.flatMap((lifecycle) =>
    [...lifecycle.transitions.values()].map((transition) => {
      const flag = flags.of(access.scope(entity, `transition:${transition.id}`))
      return { lifecycle, transition: withoutGuard(transition), flag }
    })
  )
  const states = entity.lifecycles.map((lifecycle, i) => ({ lifecycle, name: `l${i}` }))
  const stateColumns = states.map(({ lifecycle, name }) => {
    const field = entity.fields.get(lifecycle.field)
    if (!field) throw new TypeError(`${entity.key} has no ${lifecycle.field}`)
    return fragment(`, ${columnSql(field, 't', scope.dialect)} AS "${name}"`)
  })
  return {
    columns: join([', t."owner_id" AS "owner"', ...stateColumns, ...flags.columns]),
    of(row, context) {
      const facts = factsOf(row, states, context)
      const isOpen = frozenBy(entity, facts.record, context.actor) === null
      const mayUpdate = isOpen && update(row)
      return {
        update: mayUpdate,
        delete: isOpen && remove(row),
        assign: assign(row),
        reveal: revealed(row),
        transitions: transitions
          .filter((one) => one.flag(row))
          .filter((one) => judgeTransition(one.lifecycle, one.transition, facts).allowed)
          .map((one) => one.transition.id),
        fields: mayUpdate ? fields.filter((one) => one.flag(row)).map((one) => one.key) : [],
      }
    },
  }
}

/** Fields that are shown masked on a record, and that the actor may look at. */
function revealableFields(
  { entity, access }: Pick<ReadContext, 'entity' | 'access'>,
  flags: RowFlags
): (row: Row) => string[] {
  const nowhere = () => false
  const found = [...entity.fields.values()].flatMap(({ key, column, target, entityColumn }) => {
    const scope = access.revealScope(entity, key)
    const isPlain = column !== null && target === null && entityColumn === null
    if (!isPlain || scope.op === 'false' || !access.readable(entity, key)) return []
    const clear = access.masked(entity, key) ? nowhere : flags.of(access.fieldScope(entity, key))
    const shown = flags.of(access.shownScope(entity, key))
    const given = flags.of(scope)
    return [{ key, isOffered: (row: Row) => shown(row) && !clear(row) && given(row) }]
  })
  return (row) => found.filter((one) => one.isOffered(row)).map(({ key }) => key)
}

function withoutGuard(transition: CompiledTransition): CompiledTransition {
  return { ...transition, guard: null, guardExpression: null }
}

/** What the lifecycles look at when no guard is asked: states, owner and actor. */
function factsOf(
  row: Row,
  states: readonly { lifecycle: CompiledLifecycle; name: string }[],
  { actor, source }: ReadContext
): LifecycleFacts {
  const record: Record<string, Value> = { owner_id: (row.owner ?? null) as Value }
  for (const { lifecycle, name } of states) record[lifecycle.field] = (row[name] ?? null) as Value
  const filters = { ...source, related: () => null }
  const now = String(source.actorValue('now'))
  const today = String(source.actorValue('today'))
  return {
    ...{ record, actor, filters },
    expressions: { now, today, me: actor.userId, read: () => null },
  }
}
