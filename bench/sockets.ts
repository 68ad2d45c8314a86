/** How soon many open pages hear of changes: see sockets/run_sockets.ts. Options: bench/README.md. */
import { loadavg } from 'node:os'
import { readSocketOptions } from './sockets/socket_options.ts'
import { runSockets } from './sockets/run_sockets.ts'

const options = readSocketOptions(process.argv.slice(2))
const load = () =>
  loadavg()
    .map((one) => one.toFixed(1))
    .join(' ')
const before = load()
const told = await runSockets(options, (line) => process.stderr.write(`${line}\n`))
const kind = options.database === null ? 'SQLite' : 'PostgreSQL'
const ms = (times: { p50: number; p95: number; p99: number }) =>
  [times.p50, times.p95, times.p99].map((one) => one.toFixed(0).padStart(5)).join(' ')
console.log(
  `${kind}: ${options.sockets} sockets of as many people, each with a rule and a filter of his own`
)
console.log(
  `${told.changes} changes in ${options.seconds} s (${told.perSecond.toFixed(1)} a second), ` +
    `${told.notices} notices; load of the machine before ${before}, after ${load()}`
)
console.log(`from sending the change    p50 p95 p99 ms ${ms(told.fromSending)}`)
console.log(`from the answer to it      p50 p95 p99 ms ${ms(told.fromAnswer)}`)
console.log(`the change itself          p50 p95 p99 ms ${ms(told.answers)}`)
console.log(
  `CPU of the server ${told.cpuShare.toFixed(0)} % of one core, ${told.resident.toFixed(0)} MB`
)
if (options.gate && told.fromSending.p95 > options.gate) {
  console.error(`p95 is above ${options.gate} ms`)
  process.exitCode = 1
}
