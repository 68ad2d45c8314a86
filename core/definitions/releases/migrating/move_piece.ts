import type { CompiledApplication } from '#engine/compile/index.ts'
import type { Transaction } from '#core/storage/index.ts'
import type { MovedBatch, MoveTables } from '../migration.ts'
import { addProgress } from './move_store.ts'
import type { MoveTarget } from './move_target.ts'

/** What is done to values, piece by piece; move_release.ts tells of each. */
export type Pass = 'convert' | 'verify' | 'fill' | 'settle' | 'undo' | 'refill' | 'abandon'

/** Where a move is: which pass, which field of it, after which row. */
export interface Place {
  readonly pass: Pass | 'switch'
  /** Index among the moves, or the fills. */
  readonly field: number
  readonly after: string | null
  /** Where the history of records ended before the first value was filled in. */
  readonly since: number
  /** Why the release cannot be the head, when it is abandoned. */
  readonly failure: string | null
  readonly [more: string]: string | number | null
}

/** How many fields a pass goes through; all of them at once where it follows what was filled in. */
export function fieldsOf({ moves, fills, move }: MoveTarget, pass: Pass): number {
  const isReturn = move.plan.backTo !== null
  const counts: Record<Pass, number> = {
    ...{ convert: moves.length, verify: moves.length, settle: moves.length },
    ...{ fill: fills.length, refill: isReturn ? fills.length : 0 },
    ...{ undo: isReturn ? 1 : 0, abandon: 1 },
  }
  return counts[pass]
}

/**
 * One piece, within a transaction; what is computed from it is marked for a job.
 *
 * @param given.inForce what is in force here: before the switch, the release before
 * @returns where to go on
 */
export async function movePiece(
  tables: MoveTables,
  t: Transaction,
  given: {
    target: MoveTarget
    place: Place & { pass: Pass }
    size: number
    inForce: CompiledApplication
  }
): Promise<Place> {
  const { target, place, inForce } = given
  const { last, rows, written = new Set() } = await batchOf(tables, t, given)
  if (rows > 0 && written.size > 0) await tables.compute(t, inForce, written)
  const isFirstTime = place.pass !== 'verify' && place.pass !== 'settle'
  if (isFirstTime) await addProgress(t, target.move.release, rows)
  return last === null
    ? { ...place, field: place.field + 1, after: null }
    : { ...place, after: last }
}

async function batchOf(
  tables: MoveTables,
  t: Transaction,
  given: { target: MoveTarget; place: Place & { pass: Pass }; size: number }
): Promise<MovedBatch> {
  const { place, size } = given
  const { application, moves, fills, move } = given.target
  const { release } = move
  const of = { application, release, after: place.after, size }
  switch (place.pass) {
    case 'fill':
    case 'refill':
      return tables.fill(t, fills[place.field]!, of)
    case 'undo':
      return tables.undo(t, { application, backTo: move.plan.backTo!, release, size })
    case 'abandon': {
      // As if the next release went back to what is in force, whatever its codes.
      const next = String(Number(release) + 1)
      return tables.undo(t, { application, backTo: move.base, release: next, isWhole: true, size })
    }
    default:
      return tables.batch(t, moves[place.field]!, { ...of, missing: place.pass !== 'convert' })
  }
}
