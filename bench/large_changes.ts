/**
 * Changes of the definition of a table of many rows, one release each, while somebody writes and
 * somebody reads (T100, T112):
 *
 *   node bench/large_changes.ts [--rows 1000000] [--only rename,required,index,retype,drop,back] [--gate 200]
 *
 * On SQLite, or on the PostgreSQL cluster that TEST_DATABASE_URL names. Tells for each how long
 * publishing took, how long what is left to jobs, how long writers and readers waited meanwhile, and
 * whether the rows are as they must be. `--gate` ends with 1 where they are not, where anybody got an
 * error, or where a write waited for longer than so many milliseconds; an index on SQLite is excepted.
 */
import { parseArgs } from 'node:util'
import { changes } from './changes/changes.ts'
import type { ChangeName } from './changes/changes.ts'
import { runChanges } from './changes/run_changes.ts'

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    only: { type: 'string', default: Object.keys(changes).join(',') },
    gate: { type: 'string' },
  },
})
const only = values.only.split(',')
const unknown = only.filter((name) => !(name in changes))
if (unknown.length > 0) throw new Error(`no such change: ${unknown.join(', ')}`)
const isSound = await runChanges({
  rows: Number(values.rows),
  only: only as ChangeName[],
  mostMillis: values.gate === undefined ? null : Number(values.gate),
})
process.exit(values.gate === undefined || isSound ? 0 : 1)
