import { definitions } from './controllers/definitions_controller.ts'
import { drafts } from './controllers/drafts_controller.ts'
import { releases } from './controllers/releases_controller.ts'
import type { Route } from './route.ts'

const v1 = '/api/v1'
const draft = `${v1}/drafts/:kind/:key`
const release = `${v1}/releases/:id`
const parts = ['field', 'state', 'transition', 'item', 'attribute']
const plain = { policy: 'session', body: 'none', query: [] } as const
const json = { policy: 'session', body: 'json', query: [] } as const

/** Definitions over time: drafts, plans, releases, bundles. */
// prettier-ignore
export const releaseRoutes: readonly Route[] = [
  { ...plain, method: 'GET', path: `${v1}/definitions/:kind/:key/uses`, query: parts, about: 'Where a definition or a part of it is named', action: definitions.uses },
  { ...plain, method: 'GET', path: `${v1}/drafts`, about: 'Drafts', action: drafts.list },
  { ...plain, method: 'GET', path: `${v1}/drafts/problems`, about: 'Check all drafts as one set', action: drafts.problems },
  { ...json, method: 'POST', path: `${v1}/drafts/rename`, about: 'Rename a module, definition or field everywhere, in drafts', action: drafts.rename },
  { ...json, method: 'POST', path: `${v1}/drafts/import`, about: 'Bring a bundle into drafts', action: drafts.import },
  { ...plain, method: 'GET', path: draft, about: 'A draft and its problems', action: drafts.show },
  { ...json, method: 'PUT', path: draft, about: 'Save a draft; it is checked', action: drafts.save },
  { ...plain, method: 'DELETE', path: draft, about: 'Discard a draft', action: drafts.discard },
  { ...plain, method: 'POST', path: `${draft}/removal`, about: 'Draft that a definition is taken out of use', action: drafts.remove },
  { ...plain, method: 'GET', path: `${v1}/releases`, about: 'Releases, the newest first', action: releases.list },
  { ...json, method: 'POST', path: `${v1}/releases/plan`, body: 'optional', reads: true, about: 'What publishing would do', action: releases.plan },
  { ...json, method: 'POST', path: `${v1}/releases`, about: 'Publish a plan', action: releases.publish },
  { ...plain, method: 'GET', path: release, about: 'One release', action: releases.show },
  { ...plain, method: 'GET', path: `${release}/changes`, query: ['to'], about: 'What differs from this release to another', action: releases.compare },
  { ...plain, method: 'GET', path: `${release}/bundle`, query: ['module'], about: 'Export a release, or one module of it', action: releases.bundle },
  { ...plain, method: 'GET', path: `${release}/quarantine`, query: ['limit', 'after'], about: 'Values that did not convert', action: releases.quarantine },
  { ...json, method: 'POST', path: `${release}/quarantine/:record/discard`, about: 'Give up a value that did not convert', action: releases.discard },
  { ...json, method: 'POST', path: `${release}/activate`, body: 'optional', about: 'Go back to a release', action: releases.activate },
]
