import { setTimeout as pause } from 'node:timers/promises'
import { changes } from './changes.ts'
import type { ChangeName } from './changes.ts'
import { openMassTable } from './mass_table.ts'
import type { MassTable } from './mass_table.ts'
import { longest, startPeople, told } from './waits.ts'
import type { People } from './waits.ts'

interface Given {
  readonly rows: number
  readonly only: readonly ChangeName[]
  /** A write that waits for longer is a fault; null where that is only told. */
  readonly mostMillis: number | null
}

/** @returns whether everything was as it must be */
export async function runChanges({ rows, only, mostMillis }: Given): Promise<boolean> {
  const table = await openMassTable(rows)
  const people = startPeople(table)
  await pause(3_000)
  const before = people.take()
  console.log(`before: writes ${told(before.writes)}; reads ${told(before.reads)}`)
  const faults: string[] = []
  for (const name of only) {
    const found = await runChange(table, people, name)
    const isExcepted = changes[name].isIndex && table.database.dialect.name === 'sqlite'
    if (!found.isRight) faults.push(`${name}: rows are not as they must be`)
    if (found.errors > 0) faults.push(`${name}: ${found.errors} errors`)
    if (mostMillis !== null && found.longest > mostMillis && !isExcepted)
      faults.push(`${name}: a write waited for ${found.longest} ms`)
  }
  await people.stop()
  await table.close()
  console.log(faults.length === 0 ? 'no fault' : faults.join('\n'))
  return faults.length === 0
}

async function runChange(table: MassTable, people: People, name: ChangeName) {
  const change = changes[name]
  if (change.draft) await change.draft(table)
  people.take()
  const started = performance.now()
  const since = () => ((performance.now() - started) / 1_000).toFixed(2)
  const { id, state } = await (change.draft ? publish(table) : goBack(table))
  console.log(`${name}: answered ${state} after ${since()} s`)
  await settled(table, id)
  const { writes, reads, errors } = people.take()
  console.log(`  done after ${since()} s; writes ${told(writes)}; reads ${told(reads)}`)
  return { isRight: await change.isRight(table, id), errors, longest: longest(writes) }
}

async function publish({ admin }: MassTable): Promise<{ id: string; state: string }> {
  const plan = (await admin.post('/api/v1/releases/plan', {})).json.data
  for (const { about, lock, seconds, converts } of plan.migrations) {
    const counts = converts && `, ${converts.ok} ok, ${converts.failing} failing`
    console.log(`  ${about}: lock ${lock}, ${seconds} s${counts ?? ''}`)
  }
  const published = await admin.post('/api/v1/releases', { plan: plan.hash, note: '' })
  if (published.status !== 201) throw new Error(published.text)
  return published.json.data
}

async function goBack({ admin }: MassTable): Promise<{ id: string; state: string }> {
  const back = await admin.post('/api/v1/releases/1/activate', {})
  if (back.status !== 201) throw new Error(back.text)
  return back.json.data
}

/** Until no job is left that moves values or builds an index. @throws when one failed */
async function settled({ database, admin }: MassTable, release: string): Promise<void> {
  for (;;) {
    const open = await database.read.all(
      `SELECT 1 AS n FROM jobs WHERE kind IN ('releases.move', 'records.build')
         AND state IN ('waiting', 'running')`
    )
    if (open.length === 0) break
    await pause(100)
  }
  const { state, failure } = (await admin.get(`/api/v1/releases/${release}`)).json.data
  if (state !== 'active') throw new Error(`release ${release} is ${state}: ${failure}`)
}
