/** What publishing many entities costs and holds up: see publish/run_publish.ts. Options: bench/README.md. */
import { fork } from 'node:child_process'
import { loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import nodeFlags from '../core/bin/node_flags.json' with { type: 'json' }
import { readPublishOptions } from './publish/publish_options.ts'
import { figuresOf, overGoals } from './publish/figures.ts'
import { steps } from './publish/run_publish.ts'
import type { Round } from './publish/run_publish.ts'

const { entities, rounds, gate } = readPublishOptions(process.argv.slice(2))
const load = () => loadavg()[0]!.toFixed(1)
const before = load()
const done: Round[] = []
for (let n = 1; n <= rounds; n += 1) {
  process.stderr.write(`round ${n} of ${rounds}\n`)
  done.push(await inProcess(entities))
}
const database = process.env.TEST_DATABASE_URL ? 'PostgreSQL' : 'SQLite'
console.log(
  `${entities} entities on ${database}, ${rounds} rounds, middle (worst) in ms; ` +
    `load of the machine before ${before}, after ${load()}`
)
for (const step of steps) {
  const { took, held, busy } = figuresOf(done, step)
  const hold = held ? `, event loop held up ${held.middle} (${held.worst})` : ''
  const cpu = busy ? `, CPU of the longest turn ${busy.middle} (${busy.worst})` : ''
  console.log(`${step}: ${took.middle} (${took.worst})${hold}${cpu}`)
}
const over = overGoals(done)
for (const line of over) console.error(line)
process.exit(gate && over.length > 0 ? 1 : 0)

/** A round in a process of its own, with the flags of a server: what one leaves does not help the next. */
function inProcess(entities: number): Promise<Round> {
  const file = fileURLToPath(new URL('publish_process.ts', import.meta.url))
  const child = fork(file, [String(entities)], { execArgv: nodeFlags })
  return new Promise((resolve, reject) => {
    child.once('message', (round) => resolve(round as Round))
    child.once('exit', (code) => reject(new Error(`the round ended with ${code}`)))
  })
}
