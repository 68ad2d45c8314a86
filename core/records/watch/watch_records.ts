import type { Actor } from '#engine/access/index.ts'
import type { RecordEnvironment } from '../environment.ts'
import { changesOfEntity, lastNumber } from './change_log.ts'
import type { LoggedChange } from './change_log.ts'
import { followChanges } from './follow_changes.ts'
import type { ChangeFollower } from './follow_changes.ts'
import { judgeChanges } from './judge_changes.ts'
import type { ChangeNotice } from './judge_changes.ts'
import { watchRule } from './watch_rule.ts'
import type { WatchRule } from './watch_rule.ts'

/** What may be told of changes, and to whom. Never a value: who is told reads the record again. */
export interface RecordWatch {
  /** From the end of the log on. */
  follow(): Promise<ChangeFollower>
  /**
   * @throws E_DEFINITION_UNKNOWN, E_RECORD_CHILD, E_ACCESS_DENIED, E_QUERY_* (a filter names fields
   *   of the record itself that the actor may read wherever he reads the record)
   */
  rule(actor: Actor, entity: string, filter?: unknown): WatchRule
  /** By key of the rule. Changes of entities that are no longer there are told to nobody. */
  judge(
    changes: readonly LoggedChange[],
    rules: readonly WatchRule[]
  ): Promise<Map<string, ChangeNotice[]>>
  /** What a rule missed after a number; null when that is too much, or the number is not of this log. */
  missed(rule: WatchRule, from: number): Promise<ChangeNotice[] | null>
}

/** How much is caught up: changes of the entity, and numbers of the whole log looked through. */
const caughtUp = { changes: 1_000, numbers: 50_000 } as const

export function watchRecords(environment: RecordEnvironment): RecordWatch {
  const { database, registry } = environment
  const judge: RecordWatch['judge'] = async (changes, rules) => {
    const all = new Map<string, ChangeNotice[]>()
    const byEntity = Map.groupBy(changes, ({ entityUid }) => entityUid)
    const { entities } = registry.current()
    for (const [uid, own] of Map.groupBy(rules, (rule) => rule.uid)) {
      const compiled = [...entities.values()].find((entity) => entity.uid === uid)
      const some = byEntity.get(uid)
      if (!compiled || !some) continue
      for (const [key, notices] of await judgeChanges(environment, compiled, some, own)) {
        all.set(key, notices)
      }
    }
    return all
  }
  return {
    follow: () => followChanges(database),
    rule: (actor, entity, filter) => watchRule(environment, actor, entity, filter),
    judge,
    async missed(rule, from) {
      const to = await lastNumber(database)
      if (from > to || to - from > caughtUp.numbers) return null
      const limit = caughtUp.changes + 1
      const changes = await changesOfEntity(database, rule.uid, { from, to, limit })
      if (changes.length >= limit) return null
      return (await judge(changes, [rule])).get(rule.key) ?? []
    },
  }
}
