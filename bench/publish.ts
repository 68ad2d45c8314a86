/**
 * How long it takes to publish many entities, what the event loop is held up by meanwhile, and how
 * long a start takes with them:
 *
 *   node bench/publish.ts [--entities 300]
 *
 * On SQLite, or on the PostgreSQL cluster that TEST_DATABASE_URL names. Goals: publish 1.5 s, loop
 * 50 ms, cold start 2.5 s.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { openWorkshop } from '../core/http/tests/support/workshop.ts'
import { startServer } from '../tests/harness/server.ts'
import { libraryModules } from '../core/http/tests/support/library.ts'
import { entityOf, manyEntities } from './publish/many_entities.ts'

const { values } = parseArgs({ options: { entities: { type: 'string', default: '300' } } })
const count = Number(values.entities)
const by = 'system'
const documents = manyEntities(count)

/** Milliseconds of some work, and the longest the event loop was held up in it. */
async function timed(title: string, work: () => Promise<unknown>): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 200))
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  // It measures between ticks of its own: a hold before the first one would go unseen.
  await new Promise((resolve) => setTimeout(resolve, 20))
  const started = performance.now()
  await work()
  const took = performance.now() - started
  await new Promise((resolve) => setTimeout(resolve, 20))
  delay.disable()
  const longest = Math.round(delay.max / 1e6)
  console.log(`${title}: ${Math.round(took)} ms, event loop held up ${longest} ms at most`)
}

const database = process.env.TEST_DATABASE_URL ? 'PostgreSQL' : 'SQLite'
console.log(`${count} entities on ${database}`)
const shop = await openWorkshop(documents.slice(0, 2))
const { definitions } = shop
const save = async (all: typeof documents) => {
  const saved = all.map((body) => ({ address: { kind: body.kind, key: body.key }, body }))
  await definitions.drafts.saveAll(saved, by)
}
await timed(`saving ${count} drafts`, () => save(documents))
let hash = ''
await timed('plan of new entities', async () => {
  hash = (await definitions.releases.plan({})).hash
})
await timed('publish of new entities', () =>
  definitions.releases.publish({ plan: hash, note: '', by })
)
await save([entityOf(7, '改名')])
await timed('plan of one change', async () => {
  hash = (await definitions.releases.plan({})).hash
})
await timed('publish of one change', () =>
  definitions.releases.publish({ plan: hash, note: '', by })
)
await shop.drop()

const first = await startServer({ modules: [...libraryModules, ...documents] })
await first.stop()
const started = performance.now()
const again = await startServer({ modules: libraryModules, place: first.place })
console.log(`cold start: ${Math.round(performance.now() - started)} ms`)
await again.close()
process.exit(0)
