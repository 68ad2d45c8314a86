/**
 * Works on the queue of a database and kills itself while it builds an index: `node build_process.ts
 * <location> <folder> <milliseconds after the statement was sent>`. Ends by itself when there is
 * nothing left to build: a server of PostgreSQL goes on with what a killed client had asked for.
 */
import type { DatabaseLocation } from '#core/storage/index.ts'
import { openDatabase } from '../../../../../tests/harness/databases.ts'
import { workshopOn } from '../workshop.ts'

const [location, folder, millis] = process.argv.slice(2) as [string, string, string]
const database = await openDatabase(JSON.parse(location) as DatabaseLocation)
const shop = await workshopOn(database, folder, { computes: true })
database.onStatement(({ sql }) => {
  if (!sql.startsWith('CREATE INDEX')) return
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), Number(millis))
})
await shop.jobs.start()
const waiting = () =>
  database.read.all(
    "SELECT 1 AS n FROM jobs WHERE kind = 'records.build' AND state IN ('waiting', 'running')"
  )
while ((await waiting()).length > 0) await new Promise((resolve) => setTimeout(resolve, 50))
process.exit(0)
