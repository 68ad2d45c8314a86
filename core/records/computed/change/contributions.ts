import type {
  CompiledApplication,
  CompiledField,
  CompiledRollup,
} from '#engine/compile/compiled.ts'
import type { FieldOf } from '#engine/compile/dependents/compiled_dependents.ts'
import { linkParts } from '#engine/fields/index.ts'
import { matches } from '#engine/filters/index.ts'
import type { Value, Values } from '#engine/values.ts'
import { sameValue } from '../../history/same_value.ts'
import { linkedIds } from '../../write/link_lists.ts'
import type { RowPair } from './row_pairs.ts'
import { hasChanged } from './row_pairs.ts'

/** What becomes of one rollup of one record: values that go and come, or all of it is read again. */
export interface Effect {
  whole: boolean
  readonly removed: Value[]
  readonly added: Value[]
}

export type Note = (of: FieldOf, id: string, change: (effect: Effect) => void) => void

/** Notes what the change of a row means to every rollup that gathers rows of its kind. */
export function noteContributions(
  application: CompiledApplication,
  pair: RowPair,
  note: Note
): void {
  for (const of of application.dependents.rollups.get(pair.entity.key) ?? []) {
    const holder = application.entities.get(of.entity)!
    if (of.field.rollup!.isNear) noteNear(of, holder.uid, pair, note)
    else noteFar(of, holder.uid, pair, note)
  }
}

/** The row says by itself for whom it counts, and with what. */
function noteNear(of: FieldOf, holderUid: string, pair: RowPair, note: Note): void {
  const rollup = of.field.rollup!
  const valueOf = (row: Values): Value => (rollup.of ? (row[rollup.of.key] ?? null) : true)
  const targets = (row: Values | null, isThere: boolean) =>
    row && isThere && counts(rollup, row) ? targetsOf(rollup.by!, row, holderUid) : []
  const was = targets(pair.before, pair.wasThere)
  const is = targets(pair.after, pair.isThere)
  for (const id of new Set([...was, ...is])) {
    const [gone, come] = [was.includes(id), is.includes(id)]
    const old = gone ? valueOf(pair.before!) : null
    const now = come ? valueOf(pair.after!) : null
    if (gone && come && sameValue(old, now)) continue
    note(of, id, (effect) => {
      if (gone) effect.removed.push(old)
      if (come) effect.added.push(now)
    })
  }
}

/** Whether it counts depends on other records too: whatever could matter is read again. */
function noteFar(of: FieldOf, holderUid: string, pair: RowPair, note: Note): void {
  const rollup = of.field.rollup!
  const heads = [rollup.by!.key, ...rollup.names.map((name) => name.split('.')[0]!)]
  const matters = pair.wasThere !== pair.isThere || heads.some((key) => hasChanged(pair, key))
  if (!matters) return
  const was = pair.before && pair.wasThere ? targetsOf(rollup.by!, pair.before, holderUid) : []
  const is = pair.after && pair.isThere ? targetsOf(rollup.by!, pair.after, holderUid) : []
  for (const id of new Set([...was, ...is])) note(of, id, (effect) => void (effect.whole = true))
}

/** Conditions of rollups ask neither who acts nor when; a near one reads the row alone. */
function counts({ where }: CompiledRollup, row: Values): boolean {
  if (where === null) return true
  const read = ([key = '']: readonly string[]) => row[key] ?? null
  return matches(where, row, {
    actorValue: () => null,
    related: () => null,
    expressionContext: { now: '', today: '', me: '', read },
  })
}

/** Records that a link leads to. */
export function targetsOf(by: CompiledField, row: Values, holderUid: string): readonly string[] {
  const value = row[by.key] ?? null
  if (by.linkTable !== null) return linkedIds(value)
  if (by.targets.length > 0) {
    const parts = linkParts(value)
    return parts?.uid === holderUid ? [parts.id] : []
  }
  return typeof value === 'string' ? [value] : []
}
