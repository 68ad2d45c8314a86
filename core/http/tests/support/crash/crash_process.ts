/**
 * Publishes the drafts of a database and kills itself before a statement: `node crash_process.ts
 * <location> <folder> <statement> <rows at once>`. Prints the number of statements when it lives.
 */
import type { DatabaseLocation } from '#core/storage/index.ts'
import { openDatabase } from '../../../../../tests/harness/databases.ts'
import { workshopOn } from '../workshop.ts'

const [location, folder, statement, rowsAtOnce] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
]
const database = await openDatabase(JSON.parse(location) as DatabaseLocation)
const shop = await workshopOn(database, folder, { rowsAtOnce: Number(rowsAtOnce) })
let sent = 0
database.onStatement(() => {
  sent += 1
  if (sent === Number(statement)) process.kill(process.pid, 'SIGKILL')
})
const id = await shop.publish([])
if (shop.registry.releaseId !== id) {
  await shop.jobs.start()
  while (shop.registry.releaseId !== id) {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  await shop.jobs.stop()
}
console.log(sent)
process.exit(0)
