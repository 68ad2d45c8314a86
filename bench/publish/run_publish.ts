/**
 * One round: many entities saved, planned and published at once, then one of them changed, as a
 * server does it (its tables, its computed fields, its upkeep of SQLite); then starts with them.
 */
import { libraryModules } from '../../core/http/tests/support/library.ts'
import { openWorkshop } from '../../core/http/tests/support/workshop.ts'
import type { Document } from '../../core/http/tests/support/workshop.ts'
import { keepCheckpoints } from '#core/storage/index.ts'
import { startServer } from '../../tests/harness/server.ts'
import { timed } from './timed.ts'
import type { Timed } from './timed.ts'
import { entityOf, manyEntities } from './many_entities.ts'

/** Steps of a round, in their order. */
export const steps = [
  'saving the drafts',
  'plan of new entities',
  'publish of new entities',
  'plan of one change',
  'publish of one change',
  'way back, nothing remembered',
  'first reading in English',
  'cold start',
] as const
export type Step = (typeof steps)[number]
export type Round = Record<Step, Timed>

export async function runPublish(entities: number): Promise<Round> {
  const documents = manyEntities(entities)
  const round = await changeDefinitions(documents)
  return { ...round, 'cold start': await coldStart(documents) }
}

async function changeDefinitions(documents: Document[]): Promise<Omit<Round, 'cold start'>> {
  const by = 'system'
  const shop = await openWorkshop(documents.slice(0, 2), { computes: true })
  const { definitions, registry } = shop
  const upkeep = keepCheckpoints(shop.location)
  const save = (all: Document[]) =>
    definitions.drafts.saveAll(
      all.map((body) => ({ address: { kind: body.kind, key: body.key }, body })),
      by
    )
  let hash = ''
  const plan = async () => {
    hash = (await definitions.releases.plan({})).hash
  }
  const publish = () => definitions.releases.publish({ plan: hash, note: '', by })
  const saving = await timed(() => save(documents))
  const many = { plan: await timed(plan), publish: await timed(publish) }
  await save([entityOf(7, '改名')])
  const one = { plan: await timed(plan), publish: await timed(publish) }
  const back = await timed(() => definitions.releases.activate('2', { plan: null, by }))
  const english = await timed(() => registry.ready('en'))
  await upkeep.stop()
  await shop.drop()
  return {
    'saving the drafts': saving,
    'plan of new entities': many.plan,
    'publish of new entities': many.publish,
    'plan of one change': one.plan,
    'publish of one change': one.publish,
    'way back, nothing remembered': back,
    'first reading in English': english,
  }
}

/** From starting a process until it listens. */
async function coldStart(documents: Document[]): Promise<Timed> {
  const first = await startServer({ modules: [...libraryModules, ...documents] })
  await first.stop()
  const started = performance.now()
  const again = await startServer({ modules: libraryModules, place: first.place })
  const took = performance.now() - started
  await again.close()
  return { took, held: null, busy: null }
}
