import { dropViewsReading, stopBeside } from '#core/storage/index.ts'
import type { Database, Transaction } from '#core/storage/index.ts'
import { readNames, writeNames } from './physical_names.ts'
import type { RecordedColumn, RecordedEntity } from './physical_names.ts'
import { nextPhase } from './release_store.ts'

/** Between taking a column out of use and dropping it every process hears of it, in milliseconds. */
const hearing = 600_000

/**
 * Drops the columns that have been kept long enough: those of fields that are no more, and those in
 * the form before a retype. First they are taken out of use, so that no process writes to them any
 * more; a later run drops them, and views that read them (`guiju views` makes those anew). Answers how
 * many columns were dropped.
 */
export async function purgeColumns(database: Database, now: Date): Promise<number> {
  return database.tx(async (t) => {
    let dropped = 0
    let isRetired = false
    const changed = new Map<string, RecordedEntity>()
    for (const [uid, before] of await readNames(t)) {
      const names = structuredClone(before)
      dropped += await dropGone(t, names, now.toISOString())
      const retired = retire(names, now)
      if (JSON.stringify(names) === JSON.stringify(before)) continue
      isRetired ||= retired
      changed.set(uid, names)
    }
    await writeNames(t, changed)
    if (isRetired) await nextPhase(t)
    return dropped
  })
}

async function dropGone(t: Transaction, names: RecordedEntity, now: string): Promise<number> {
  const drop = async (column: string) => {
    const { quote } = t.dialect
    await stopBeside(t, [names.table])
    await dropViewsReading(t, column)
    await t.run(`ALTER TABLE ${quote(names.table)} DROP COLUMN ${quote(column)}`)
  }
  let dropped = 0
  for (const [fieldUid, column] of Object.entries(names.columns)) {
    const gone = (column.others ?? []).filter(({ state, until }) => state === 'gone' && until < now)
    for (const { name } of gone) await drop(name)
    dropped += gone.length
    setOthers(
      column,
      (column.others ?? []).filter((one) => !gone.includes(one))
    )
    if (!column.isGone || (column.parkedUntil ?? '') >= now || column.others) continue
    await drop(column.name)
    dropped += 1
    delete names.columns[fieldUid]
  }
  return dropped
}

function setOthers(column: RecordedColumn, others: NonNullable<RecordedColumn['others']>): void {
  if (others.length > 0) column.others = others
  else delete column.others
}

/** Takes out of use what has been kept until now; tells whether there was any. */
function retire({ columns }: RecordedEntity, now: Date): boolean {
  const until = new Date(now.getTime() + hearing).toISOString()
  let isAny = false
  for (const column of Object.values(columns)) {
    for (const other of column.others ?? []) {
      if (other.state !== 'kept' || other.until >= now.toISOString()) continue
      Object.assign(other, { state: 'gone', until })
      isAny = true
    }
    if (column.isGone || !column.parkedUntil || column.parkedUntil >= now.toISOString()) continue
    column.isGone = true
    column.parkedUntil = until
    // What it was before goes with it.
    for (const other of column.others ?? []) Object.assign(other, { state: 'gone', until })
    isAny = true
  }
  return isAny
}
