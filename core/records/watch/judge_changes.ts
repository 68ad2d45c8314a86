import { setImmediate as nextTurn } from 'node:timers/promises'
import { actorValues, systemActor } from '#engine/access/index.ts'
import type { CompiledEntity } from '#engine/compile/compiled.ts'
import { matches } from '#engine/filters/index.ts'
import type { Value, Values } from '#engine/values.ts'
import { readOnly } from '#core/storage/index.ts'
import type { RecordEnvironment } from '../environment.ts'
import { isFieldChange, stepThrough } from '../history/changes.ts'
import type { RecordChanges } from '../history/changes.ts'
import { filterEnvironment } from '../write/expression_context.ts'
import { openContext } from '../write/write_context.ts'
import type { WriteContext } from '../write/write_context.ts'
import type { LoggedChange } from './change_log.ts'
import type { WatchRule } from './watch_rule.ts'

/** A record that a rule is told of. */
export interface ChangeNotice {
  readonly seq: number
  readonly id: string
  readonly rev: number
  /** The record was in the rule's reach before the change, and is no longer. */
  readonly gone: boolean
}

/** Judgements between two turns of the event loop. */
const atOnce = 2_000

/**
 * What each rule is told of changes of one entity, in the order of their numbers; of several changes
 * of one record the last. A rule is judged once per record, however many people share it, on the
 * record as it is now and, where that is out of reach, as it was before these changes. What is
 * never in reach is not told.
 */
export async function judgeChanges(
  environment: RecordEnvironment,
  entity: CompiledEntity,
  changes: readonly LoggedChange[],
  rules: readonly WatchRule[]
): Promise<Map<string, ChangeNotice[]>> {
  const application = environment.registry.current()
  const reader = readOnly(environment.database)
  const context = openContext(environment, application, reader, systemActor)
  const records = [...Map.groupBy(changes, ({ id }) => id).values()].sort(
    (a, b) => a.at(-1)!.seq - b.at(-1)!.seq
  )
  const notices = new Map<string, ChangeNotice[]>()
  const perTurn = Math.max(1, Math.floor(atOnce / records.length))
  for (let from = 0; from < rules.length; from += perTurn) {
    if (from > 0) await nextTurn()
    const some = rules.slice(from, from + perTurn)
    const judged = await context.related.gather(() => {
      const states = records.flatMap((steps) => statesOf(context, entity, steps))
      return some.map((rule) => noticesOf(context, entity, states, rule))
    })
    some.forEach((rule, n) => notices.set(rule.key, judged[n]!))
  }
  return notices
}

/** A record as it is now and as it was before these changes, the same for every rule. */
interface States {
  readonly last: LoggedChange
  readonly now: Values
  /** Null where it was made by them. Worked out when the first rule asks. */
  before(): Values | null
}

function statesOf(
  context: WriteContext,
  entity: CompiledEntity,
  steps: readonly LoggedChange[]
): States[] {
  const last = steps.at(-1)!
  const now = context.related.find(entity.key, last.id)
  if (now === null) return []
  let before: Values | null = null
  const isNew = steps[0]!.rev === 1
  const asBefore = () => (isNew ? null : (before ??= earlier(context, entity, now, steps)))
  return [{ last, now, before: asBefore }]
}

function noticesOf(
  context: WriteContext,
  entity: CompiledEntity,
  states: readonly States[],
  rule: WatchRule
): ChangeNotice[] {
  const meets = judgeOf(context, entity, rule)
  return states.flatMap(({ last: { seq, id, rev }, now, before }): ChangeNotice[] => {
    if (meets(now)) return [{ seq, id, rev, gone: false }]
    const was = before()
    return was !== null && meets(was) ? [{ seq, id, rev, gone: true }] : []
  })
}

/** Whether a record stands, is in the scope of the rule's actor and meets his filter. */
function judgeOf(
  context: WriteContext,
  entity: CompiledEntity,
  { actor, filter }: WatchRule
): (record: Values) => boolean {
  if (filter.op === 'true') return (record) => (record.deleted_at ?? null) === null
  // What a filter names is judged whoever asks: its rights were checked when the rule was made.
  const own = { ...context, actor, actorValue: actorValues(actor, new Date(context.at)) }
  return (record) =>
    (record.deleted_at ?? null) === null &&
    matches(filter, record, filterEnvironment(own, { entity, record }))
}

/** The record before these changes. What they do not touch is read from it as it is now. */
function earlier(
  { entityOf }: WriteContext,
  entity: CompiledEntity,
  now: Values,
  steps: readonly LoggedChange[]
): Values {
  const before = Object.create(now) as Record<string, Value>
  const set = (key: string, value: Value) =>
    Object.defineProperty(before, key, { value, enumerable: true, configurable: true })
  for (const { changes } of [...steps].reverse()) {
    for (const [uid, change] of Object.entries(changes)) {
      const key = entity.byUid.get(uid)?.key ?? uid
      if (isFieldChange(change)) set(key, change[0])
      else set(key, rowsBefore({ entity, entityOf }, before, key, { [uid]: change }))
    }
  }
  return before
}

function rowsBefore(
  kind: Parameters<typeof stepThrough>[0],
  record: Values,
  key: string,
  changes: RecordChanges
): Value {
  const rows = { [key]: record[key] ?? null }
  return stepThrough(kind, rows, changes, 'backwards')[key] ?? null
}
