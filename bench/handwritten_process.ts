/** The hand-written app as a process of the benchmark. Tells its parent the address when it listens. */
import { startHandwritten } from './handwritten/start_handwritten.ts'

const url = await startHandwritten({
  databaseUrl: process.env.DATABASE_URL || null,
  sqliteFile: process.env.BENCH_SQLITE_FILE || null,
  countStatements: process.env.BENCH_COUNT_STATEMENTS === '1',
})
process.on('SIGTERM', () => process.exit(0))
process.on('disconnect', () => process.exit(0))
process.send?.({ url })
