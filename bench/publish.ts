/** What publishing many entities costs and holds up: see publish/run_publish.ts. Options: bench/README.md. */
import { loadavg } from 'node:os'
import { readPublishOptions } from './publish/publish_options.ts'
import { figuresOf, overGoals } from './publish/figures.ts'
import { runPublish, steps } from './publish/run_publish.ts'
import type { Round } from './publish/run_publish.ts'

const { entities, rounds, gate } = readPublishOptions(process.argv.slice(2))
const load = () => loadavg()[0]!.toFixed(1)
const before = load()
const done: Round[] = []
for (let n = 1; n <= rounds; n += 1) {
  process.stderr.write(`round ${n} of ${rounds}\n`)
  done.push(await runPublish(entities))
}
const database = process.env.TEST_DATABASE_URL ? 'PostgreSQL' : 'SQLite'
console.log(
  `${entities} entities on ${database}, ${rounds} rounds, middle (worst) in ms; ` +
    `load of the machine before ${before}, after ${load()}`
)
for (const step of steps) {
  const { took, held } = figuresOf(done, step)
  const hold = held ? `, event loop held up ${held.middle} (${held.worst})` : ''
  console.log(`${step}: ${took.middle} (${took.worst})${hold}`)
}
const over = overGoals(done)
for (const line of over) console.error(line)
process.exit(gate && over.length > 0 ? 1 : 0)
