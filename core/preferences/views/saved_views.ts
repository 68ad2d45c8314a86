/**
 * Views that people save of a list (保存的视图). A view holds settings, never records, and gives no
 * right: who opens it sees what the own roles show. Its owner changes it; with the right `share` on
 * the entity a view may be shared with everybody who reads the entity, and a shared one removed.
 */
import { accessOf } from '#engine/access/index.ts'
import type { Actor } from '#engine/access/index.ts'
import { Refusal } from '#engine/errors.ts'
import type { SavedView } from '#engine/presentation/index.ts'
import { definitionUnknown } from '#core/definitions/index.ts'
import type { Registry } from '#core/definitions/index.ts'
import { accessDenied, isId, newId, requestFilterContext } from '#core/records/index.ts'
import type { Records } from '#core/records/index.ts'
import type { Database } from '#core/storage/index.ts'
import { savedViewInvalid, savedViewLimit, savedViewStale, savedViewUnknown } from '../errors.ts'
import { fitConfig, namesOf } from './fit_config.ts'
import type { ViewEyes } from './fit_config.ts'
import { readConfig } from './read_config.ts'
import * as store from './view_store.ts'
import type { StoredView } from './view_store.ts'

/** Views one person may save of one list. */
export const mostViews = 50

export interface ViewEnvironment {
  database: Database
  registry: Registry
  records: Pick<Records, 'list'>
  clock: () => Date
}

/** What is given to save a view. */
export interface GivenView {
  title: string
  shared: boolean
  config: unknown
}

export interface ViewList {
  views: SavedView[]
  /** Whether the actor may share views of this list. */
  canShare: boolean
}

/** @throws E_DEFINITION_UNKNOWN for an entity the actor may not read */
export async function listViews(
  env: ViewEnvironment,
  actor: Actor,
  entity: string
): Promise<ViewList> {
  const here = placeOf(env, actor, entity)
  const { read } = env.database
  const found = await store.viewsFor(read, here.uid, actor.userId)
  const chosen = await store.defaultOf(read, here.uid, actor.userId)
  const titles = await ownerTitles(env, actor, found)
  return {
    views: found.map((view) => present(view, { ...here, actor, chosen, titles })),
    canShare: here.canShare,
  }
}

/** @throws E_VIEW_INVALID, E_QUERY_*; E_ACCESS_DENIED to share without the right; E_VIEW_LIMIT */
export async function createView(
  env: ViewEnvironment,
  actor: Actor,
  entity: string,
  given: GivenView
): Promise<SavedView> {
  const here = placeOf(env, actor, entity)
  if (given.shared) mayShare(here)
  const at = env.clock().toISOString()
  const view = {
    ...{ id: newId(env.clock().getTime()), owner: actor.userId, title: given.title, rev: 1 },
    ...{ shared: given.shared, ...checked(given.config, here.eyes) },
  }
  await env.database.tx(async (t) => {
    if ((await store.countOf(t, here.uid, actor.userId)) >= mostViews) {
      throw new Refusal(savedViewLimit({ limit: mostViews }))
    }
    await store.insertView(t, { ...view, entityUid: here.uid, at })
  })
  return showOne(env, actor, here, view)
}

/** @throws as createView; E_VIEW_UNKNOWN, E_VIEW_STALE */
export async function changeView(
  env: ViewEnvironment,
  actor: Actor,
  entity: string,
  change: Partial<GivenView> & { id: string; rev: number }
): Promise<SavedView> {
  const here = placeOf(env, actor, entity)
  const at = env.clock().toISOString()
  const config = change.config === undefined ? {} : checked(change.config, here.eyes)
  const view = await env.database.tx(async (t) => {
    const before = await store.viewFor(t, { ...here.place, id: idOf(change.id) })
    if (!before) throw new Refusal(savedViewUnknown({}))
    if (before.owner !== actor.userId) throw new Refusal(accessDenied({ action: 'update' }))
    const { title = before.title, shared = before.shared } = change
    if (shared && !before.shared) mayShare(here)
    const after = { ...before, title, shared, ...config, rev: change.rev + 1 }
    if (before.rev !== change.rev || !(await store.updateView(t, { ...after, at }))) {
      throw new Refusal(savedViewStale({ rev: before.rev }))
    }
    if (before.shared && !shared) await store.forgetDefaults(t, before.id, actor.userId)
    return after
  })
  return showOne(env, actor, here, view)
}

/** The own view, or with the right `share` somebody else's shared one. @throws E_VIEW_UNKNOWN */
export async function removeView(
  env: ViewEnvironment,
  actor: Actor,
  entity: string,
  id: string
): Promise<void> {
  const here = placeOf(env, actor, entity)
  await env.database.tx(async (t) => {
    const view = await store.viewFor(t, { ...here.place, id: idOf(id) })
    if (!view) throw new Refusal(savedViewUnknown({}))
    if (view.owner !== actor.userId) mayShare(here)
    await store.deleteView(t, view.id)
  })
}

/** The view a list opens with; null = as its definition says. @throws E_VIEW_UNKNOWN */
export async function chooseDefault(
  env: ViewEnvironment,
  actor: Actor,
  entity: string,
  id: string | null
): Promise<void> {
  const here = placeOf(env, actor, entity)
  await env.database.tx(async (t) => {
    const isKnown = id === null || (await store.viewFor(t, { ...here.place, id: idOf(id) }))
    if (!isKnown) throw new Refusal(savedViewUnknown({}))
    await store.setDefault(t, { ...here.place, id })
  })
}

interface Place {
  uid: string
  place: { entityUid: string; userId: string }
  eyes: ViewEyes
  canShare: boolean
}

function placeOf({ registry }: ViewEnvironment, actor: Actor, key: string): Place {
  const application = registry.inLanguage(actor.language).current()
  const access = accessOf(application, actor)
  const entity = application.entities.get(key)
  if (!entity || entity.parent !== null || !access.may(entity, 'read')) {
    throw new Refusal(definitionUnknown({ kind: 'entity', key }))
  }
  const entityOf = (name: string) => application.entities.get(name)
  const context = requestFilterContext({ application, access, entity, scope: { entityOf } })
  return {
    uid: entity.uid,
    place: { entityUid: entity.uid, userId: actor.userId },
    eyes: { application, context },
    canShare: access.may(entity, 'share'),
  }
}

function mayShare({ canShare }: Place): void {
  if (!canShare) throw new Refusal(accessDenied({ action: 'share' }))
}

function idOf(id: string): string {
  if (!isId(id)) throw new Refusal(savedViewUnknown({}))
  return id
}

/** What is saved must stand when it is saved: nothing of it may be dropped. */
function checked(given: unknown, eyes: ViewEyes): Pick<StoredView, 'config' | 'names'> {
  const config = readConfig(given)
  const { dropped } = fitConfig(config, {}, eyes)
  const faults = Object.keys(dropped).map((part) =>
    savedViewInvalid(
      {
        zh: '有不存在、不可读或取值不符的字段',
        en: 'names a field that is unknown or a value it cannot have',
      },
      `/config/${part}`
    )
  )
  if (faults.length > 0) throw new Refusal(faults)
  return { config, names: namesOf(config, eyes) }
}

async function showOne(env: ViewEnvironment, actor: Actor, here: Place, view: StoredView) {
  const chosen = await store.defaultOf(env.database.read, here.uid, actor.userId)
  return present(view, { ...here, actor, chosen, titles: new Map([[actor.userId, actor.name]]) })
}

function present(
  view: StoredView,
  {
    actor,
    eyes,
    chosen,
    titles,
  }: Place & { actor: Actor; chosen: string | null; titles: ReadonlyMap<string, string> }
): SavedView {
  const { id, rev, title, shared, owner } = view
  return {
    ...{ id, rev, title, shared, mine: owner === actor.userId },
    owner: { id: owner, title: titles.get(owner) ?? null },
    isDefault: id === chosen,
    ...fitConfig(view.config, view.names, eyes),
  }
}

/** Names of those who shared views, as far as the actor may read them. */
async function ownerTitles(
  { registry, records }: ViewEnvironment,
  actor: Actor,
  views: readonly StoredView[]
): Promise<ReadonlyMap<string, string>> {
  const titles = new Map([[actor.userId, actor.name]])
  const others = [...new Set(views.map(({ owner }) => owner))].filter((id) => !titles.has(id))
  const application = registry.current()
  const people = application.entities.get(application.anchors.user ?? '')
  if (others.length === 0 || !people) return titles
  const access = accessOf(application, actor)
  const { titleField } = people
  if (!access.may(people, 'read') || !access.readable(people, titleField)) return titles
  const filter = JSON.stringify({ id: { in: others.slice(0, 500) } })
  const found = await records.list(actor, people.key, { filter, fields: titleField, limit: '500' })
  for (const one of found.data) titles.set(one.id, String(one[titleField] ?? ''))
  return titles
}
