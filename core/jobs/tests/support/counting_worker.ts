/** A process that works on a queue until it is killed: `node counting_worker.ts <location>`. */
import { openDatabase } from '../../../../tests/harness/databases.ts'
import type { DatabaseLocation } from '#core/storage/index.ts'
import { counting, jobsOn } from './queue.ts'

const location = JSON.parse(process.argv[2]!) as DatabaseLocation
const { jobs } = jobsOn(await openDatabase(location), { leaseMillis: 700 })
counting(jobs, { most: 3, pause: 4 })
await jobs.start()
process.on('SIGTERM', () => void jobs.stop().then(() => process.exit(0)))
process.stdout.write('ready\n')
