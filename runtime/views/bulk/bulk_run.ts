import { useRef, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { recordKeys } from '#runtime/client/queries.ts'
import { bulkRecords, restoreRecord, transitionRecord } from '#runtime/client/records.ts'
import { ApiError } from '#runtime/client/api_error.ts'
import { inTurns } from './in_turns.ts'
import type { BulkOperation } from '#runtime/client/records.ts'
import type { RuntimeTransition } from '#engine/presentation/shapes.ts'
import type { Selected, Selection } from '../state/selection.ts'
import type { Fault, Outcome, Turns } from './in_turns.ts'

/** Records of one request: each is a transaction, and people want to see the work go on. */
const turnSize = 50
/** Steps of lifecycles go one by one, some at a time. */
const stepsAtOnce = 5

export interface BulkRun {
  /** How far it is; null when nothing runs. */
  progress: { tried: number; of: number } | null
  outcome: Outcome | null
  stop: () => void
  forget: () => void
  update: (values: object) => Promise<Outcome>
  remove: () => Promise<Outcome>
  restore: (records: readonly Selected[]) => Promise<Outcome>
  transition: (transition: RuntimeTransition, comment: string) => Promise<Outcome>
}

/** Carries out bulk commands on what is selected; what failed or was not tried stays selected. */
export function useBulkRun(entity: string, selection: Selection): BulkRun {
  const queries = useQueryClient()
  const stopped = useRef(false)
  const [progress, setProgress] = useState<BulkRun['progress']>(null)
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const run = async (
    records: readonly Selected[],
    turns: Pick<Turns, 'size' | 'carryOut'>
  ): Promise<Outcome> => {
    stopped.current = false
    setOutcome(null)
    setProgress({ tried: 0, of: records.length })
    const found = await inTurns(records, {
      ...turns,
      onProgress: (tried) => setProgress({ tried, of: records.length }),
      isStopped: () => stopped.current,
    })
    setProgress(null)
    setOutcome(found)
    void queries.invalidateQueries({ queryKey: recordKeys.all(entity) })
    return found
  }
  const selected = async (turns: Pick<Turns, 'size' | 'carryOut'>) => {
    const found = await run([...selection.records.values()], turns)
    selection.set([...found.failed.map(({ record }) => record), ...found.left])
    return found
  }
  return {
    progress,
    outcome,
    stop: () => void (stopped.current = true),
    forget: () => setOutcome(null),
    update: (values) =>
      selected({
        size: turnSize,
        carryOut: (turn) =>
          bulk(entity, turn, ({ id, rev }) => ({ op: 'update', id, rev, values })),
      }),
    remove: () =>
      selected({
        size: turnSize,
        carryOut: (turn) => bulk(entity, turn, ({ id, rev }) => ({ op: 'delete', id, rev })),
      }),
    restore: (records) =>
      run(records, {
        size: stepsAtOnce,
        carryOut: (turn) => each(turn, ({ id }) => restoreRecord(entity, id)),
      }),
    transition: (transition, comment) =>
      selected({
        size: stepsAtOnce,
        carryOut: (turn) =>
          each(turn, ({ id, rev }) => {
            const given = comment ? { rev, comment } : { rev }
            return transitionRecord(entity, id, transition.id, given)
          }),
      }),
  }
}

async function bulk(
  entity: string,
  turn: readonly Selected[],
  operation: (record: Selected) => BulkOperation
): Promise<Fault[]> {
  const answer = await bulkRecords(entity, turn.map(operation), crypto.randomUUID())
  return answer.data.map(({ errors }) => errors?.map(({ message }) => message).join('；') ?? null)
}

/** A refusal is the record's own; no answer at all ends the run. */
async function each(
  turn: readonly Selected[],
  work: (record: Selected) => Promise<unknown>
): Promise<Fault[]> {
  return Promise.all(
    turn.map(async (record) => {
      try {
        await work(record)
        return null
      } catch (error) {
        if (error instanceof ApiError && error.status !== 0) return error.message
        throw error
      }
    })
  )
}
