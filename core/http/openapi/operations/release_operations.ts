import {
  anything,
  data,
  definition,
  flag,
  integer,
  list,
  map,
  members,
  names,
  orNull,
  reference,
  text,
  textUpTo,
  time,
} from './schema.ts'
import type { Operation } from './schema.ts'

const v1 = '/api/v1'
const draft = `${v1}/drafts/:kind/:key`
const release = `${v1}/releases/:id`
const problems = list(reference('Problem'))
const changes = list(reference('Change'))

const kept = {
  ...{ kind: text, key: text, uid: text, base: orNull(text), hash: text, at: time, by: text },
}
const listedDrafts = list(members({ ...kept, isRemoval: flag }))
const shownDraft = members({ data: orNull(definition), draft: members(kept), problems })
const layer = { enum: ['product', 'site'] }
const named = { kind: text, key: text, uid: text, hash: text }
const listed = members({ ...named, layer, isChanged: flag, title: text })
const use = members({
  ...{ kind: text, key: text, title: text, pointer: text, isImplied: flag },
  part: orNull(members({ of: text, id: text })),
})
const bundle = members({
  ...{ bundle: { const: 1 }, release: text },
  definitions: list(members({ path: text, text })),
})
const about = { id: text, hash: text, note: text, at: time, by: text }
const progress = members({ done: integer, total: integer })
const published = members({
  ...{ id: text, state: { enum: ['active', 'migrating'] }, hash: text, note: text },
})
const planHash = textUpTo(100_000)
const quarantined = members({
  ...{ entity: text, field: text, fieldTitle: text, record: text, title: orNull(text) },
  ...{ rev: orNull(integer), parent: orNull(text), value: anything('as it was') },
  ...{ reason: members({ 'zh-CN': text, 'en': text }) },
  state: { enum: ['open', 'corrected', 'discarded'] },
})

/** Definitions over time: what is active, drafts, plans, releases, bundles. */
export const releaseOperations: Readonly<Record<string, Operation>> = {
  [`GET ${v1}/definitions`]: { answer: data(list(listed)) },
  [`GET ${v1}/definitions/:kind/:key`]: { answer: members({ data: definition, hash: text }) },
  [`GET ${v1}/definitions/:kind/:key/uses`]: { answer: data(list(use)) },
  [`GET ${v1}/drafts`]: { answer: data(listedDrafts) },
  [`GET ${v1}/drafts/problems`]: { answer: members({ problems }) },
  [`POST ${v1}/drafts/rename`]: {
    body: members(
      { kind: textUpTo(40), key: textUpTo(100), field: textUpTo(40), to: textUpTo(100) },
      ['field']
    ),
    answer: members({ data: listedDrafts, problems }),
  },
  [`POST ${v1}/drafts/import`]: {
    body: bundle,
    answer: members({ data: listedDrafts, unchanged: integer, problems }),
  },
  [`GET ${draft}`]: { answer: shownDraft },
  [`PUT ${draft}`]: { ifMatch: 'optional', body: definition, answer: shownDraft },
  [`DELETE ${draft}`]: { ifMatch: 'optional', status: 204 },
  [`POST ${draft}/removal`]: { ifMatch: 'optional', answer: shownDraft },
  [`GET ${v1}/releases`]: { answer: data(list(members({ ...about, isActive: flag }))) },
  [`POST ${v1}/releases/plan`]: {
    body: members(
      {
        include: { ...names, maxItems: 1_000 },
        to: textUpTo(40),
        map: map(map(anything('a code, or null'), 'by code'), 'where codes go that are taken away'),
      },
      ['include', 'to', 'map']
    ),
    answer: data(
      members({ hash: text, problems, changes, migrations: list(reference('Migration')) })
    ),
  },
  [`POST ${v1}/releases`]: {
    body: members({ plan: planHash, note: textUpTo(1_000) }, ['note']),
    status: 201,
    answer: data(published),
  },
  [`GET ${release}`]: {
    answer: data(
      members(
        {
          ...about,
          manifest: list(members({ ...named, layer })),
          state: { enum: ['active', 'past', 'migrating', 'failed'] },
          ...{ settling: flag, progress, failure: text },
        },
        ['settling', 'progress', 'failure']
      )
    ),
  },
  [`GET ${release}/changes`]: { answer: data(changes) },
  [`GET ${release}/bundle`]: { answer: bundle },
  [`GET ${release}/quarantine`]: {
    answer: members({
      data: list(quarantined),
      page: members({ next: orNull(text), open: integer, count: integer }),
    }),
  },
  [`POST ${release}/quarantine/:record/discard`]: {
    body: members({ entity: textUpTo(100), field: textUpTo(100), reason: textUpTo(1_000) }, [
      'reason',
    ]),
    status: 204,
  },
  [`POST ${release}/activate`]: {
    body: members({ plan: planHash }, ['plan']),
    status: 201,
    answer: data(published),
  },
}
