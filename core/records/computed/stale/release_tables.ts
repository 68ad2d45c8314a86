import type { ApplySchema, MoveTables } from '#core/definitions/index.ts'
import type { RecordEnvironment } from '../../environment.ts'
import { askToBuild } from '../../storage/behind/build_behind.ts'
import { mostRowsIndexedAtOnce } from '../../storage/behind/large_tables.ts'
import {
  fillBatch,
  fillWritten,
  writtenFields,
  writtenUpTo,
} from '../../storage/moves/fill_values.ts'
import { moveBatch } from '../../storage/moves/move_values.ts'
import { undoBatch } from '../../storage/moves/undo_fills.ts'
import { applySchema, expandSchema, nothingToMove } from '../../storage/tables.ts'
import { fillComputed } from './fill_computed.ts'

type ReleaseEnvironment = Pick<RecordEnvironment, 'clock' | 'jobs'> & {
  /** Rows that indexes are built over at once, where others than usual: tests have few. */
  readonly mostIndexedRows?: number | undefined
}

/**
 * Tables of a release. What would keep people waiting is left to jobs: indexes of large tables, and
 * values computed from what the release brings or changes.
 */
export function releaseTables(environment: ReleaseEnvironment): ApplySchema {
  const { mostIndexedRows = mostRowsIndexedAtOnce } = environment
  return async (t, application, work = nothingToMove) => {
    const written = await writtenFields(t, work)
    const { made, isLeft } = await applySchema(t, application, { ...work, mostIndexedRows })
    await fillComputed(t, application, environment, { made, written })
    if (isLeft) await askToBuild(t, environment)
  }
}

/** The same piece by piece. */
export function moveTables(environment: Pick<RecordEnvironment, 'clock' | 'jobs'>): MoveTables {
  return {
    ...{ expand: expandSchema, batch: moveBatch, undo: undoBatch },
    ...{ written: writtenUpTo, fill: fillBatch, fillWritten },
    compute: (t, application, written) => fillComputed(t, application, environment, { written }),
  }
}
