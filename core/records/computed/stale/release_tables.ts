import type { ApplySchema } from '#core/definitions/index.ts'
import type { RecordEnvironment } from '../../environment.ts'
import { writtenFields } from '../../storage/moves/fill_values.ts'
import { applySchema } from '../../storage/tables.ts'
import { fillComputed } from './fill_computed.ts'

/** Tables of a release, and what is computed from what it brings or changes filled in by a job. */
export function releaseTables(environment: Pick<RecordEnvironment, 'clock' | 'jobs'>): ApplySchema {
  return async (t, application, work) => {
    const written = work && (await writtenFields(t, work))
    const made = await applySchema(t, application, work)
    await fillComputed(t, application, environment, { made, ...(written && { written }) })
  }
}
