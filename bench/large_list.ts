/** Lists over a large table: see large/run_large_list.ts. Options: bench/README.md. */
import { readLargeOptions } from './large/large_options.ts'
import { runLargeList } from './large/run_large_list.ts'

const options = readLargeOptions(process.argv.slice(2))
const timed = await runLargeList(options, (line) => process.stderr.write(`${line}\n`))
const kind = options.database === null ? 'SQLite' : 'PostgreSQL'
console.log(`${kind}: ${options.rows} rows, row rule of 5 conditions; ms as the client sees them`)
for (const { title, p50, p95, p99, rows } of timed) {
  const times = [p50, p95, p99].map((one) => one.toFixed(1).padStart(8)).join(' ')
  console.log(`${title.padEnd(68)} p50 p95 p99 ${times}   ${rows} rows`)
}
