import type { Executor, Transaction } from '#core/storage/index.ts'
import type { SavedViewConfig } from '#engine/presentation/index.ts'
import type { ViewNames } from './view_names.ts'

/** A saved view as it lies in the table. */
export interface StoredView {
  id: string
  owner: string
  title: string
  shared: boolean
  rev: number
  config: SavedViewConfig
  names: ViewNames
}

interface ViewRow {
  id: string
  owner: string
  title: string
  shared: boolean | number
  rev: number | string
  config: string
  names: string
}

const columns = 'id, owner, title, shared, rev, config, names'

/** Views of an entity a person may use: the own ones, and shared ones; the own ones first. */
export async function viewsFor(
  executor: Executor,
  entityUid: string,
  userId: string
): Promise<StoredView[]> {
  const rows = await executor.all<ViewRow>(
    `SELECT ${columns} FROM saved_views
     WHERE entity_uid = ? AND (owner = ? OR shared = ?)
     ORDER BY CASE WHEN owner = ? THEN 0 ELSE 1 END, title, id LIMIT 500`,
    [entityUid, userId, true, userId]
  )
  return rows.map(stored)
}

/** One of them; undefined when there is none, or it is somebody else's and not shared. */
export async function viewFor(
  executor: Executor,
  place: { entityUid: string; userId: string; id: string }
): Promise<StoredView | undefined> {
  const rows = await executor.all<ViewRow>(
    `SELECT ${columns} FROM saved_views
     WHERE id = ? AND entity_uid = ? AND (owner = ? OR shared = ?)`,
    [place.id, place.entityUid, place.userId, true]
  )
  return rows.map(stored)[0]
}

export async function countOf(t: Transaction, entityUid: string, userId: string): Promise<number> {
  const [row] = await t.all<{ n: number | string }>(
    'SELECT COUNT(*) AS n FROM saved_views WHERE entity_uid = ? AND owner = ?',
    [entityUid, userId]
  )
  return Number(row?.n ?? 0)
}

export async function insertView(
  t: Transaction,
  view: StoredView & { entityUid: string; at: string }
): Promise<void> {
  await t.run(
    `INSERT INTO saved_views (id, entity_uid, owner, title, shared, rev, config, names,
       created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      ...[view.id, view.entityUid, view.owner, view.title, view.shared, view.rev],
      ...[JSON.stringify(view.config), JSON.stringify(view.names), view.at, view.at],
    ]
  )
}

/** @returns whether the row still had the revision before */
export async function updateView(
  t: Transaction,
  view: StoredView & { at: string }
): Promise<boolean> {
  const changed = await t.run(
    `UPDATE saved_views SET title = ?, shared = ?, config = ?, names = ?, rev = ?, updated_at = ?
     WHERE id = ? AND rev = ?`,
    [
      ...[view.title, view.shared, JSON.stringify(view.config), JSON.stringify(view.names)],
      ...[view.rev, view.at, view.id, view.rev - 1],
    ]
  )
  return changed === 1
}

export async function deleteView(t: Transaction, id: string): Promise<void> {
  await t.run('DELETE FROM saved_view_defaults WHERE view_id = ?', [id])
  await t.run('DELETE FROM saved_views WHERE id = ?', [id])
}

/** Nobody opens a list with a view that is no longer shared, but its owner. */
export async function forgetDefaults(t: Transaction, id: string, owner: string): Promise<void> {
  await t.run('DELETE FROM saved_view_defaults WHERE view_id = ? AND user_id <> ?', [id, owner])
}

export async function defaultOf(
  executor: Executor,
  entityUid: string,
  userId: string
): Promise<string | null> {
  const [row] = await executor.all<{ view_id: string }>(
    'SELECT view_id FROM saved_view_defaults WHERE entity_uid = ? AND user_id = ?',
    [entityUid, userId]
  )
  return row?.view_id ?? null
}

export async function setDefault(
  t: Transaction,
  place: { entityUid: string; userId: string; id: string | null }
): Promise<void> {
  const { entityUid, userId, id } = place
  await t.run('DELETE FROM saved_view_defaults WHERE entity_uid = ? AND user_id = ?', [
    entityUid,
    userId,
  ])
  if (id === null) return
  await t.run('INSERT INTO saved_view_defaults (user_id, entity_uid, view_id) VALUES (?, ?, ?)', [
    userId,
    entityUid,
    id,
  ])
}

function stored(row: ViewRow): StoredView {
  return {
    ...{ id: row.id, owner: row.owner, title: row.title, shared: Boolean(row.shared) },
    rev: Number(row.rev),
    config: JSON.parse(row.config) as SavedViewConfig,
    names: JSON.parse(row.names) as ViewNames,
  }
}
