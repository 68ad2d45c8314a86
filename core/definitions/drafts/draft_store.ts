import type { Executor, Transaction } from '#core/storage/index.ts'

/** A definition that is being edited (草稿). There is one for each definition. */
export interface Draft {
  kind: string
  key: string
  uid: string
  /** Hash of the effective text it was begun from; null for a definition that is new. */
  base: string | null
  /** Hash of `text`; what `If-Match` names. */
  hash: string
  /** Canonical text; '' when publishing is to take the definition out of use. */
  text: string
  /** ISO 8601 UTC. */
  at: string
  by: string
}

const columns = 'kind, key, uid, base, hash, text, at, "by"'

/** All drafts, by kind and key. */
export function readDrafts(read: Executor): Promise<Draft[]> {
  return read.all<Draft>(`SELECT ${columns} FROM drafts ORDER BY kind, key`)
}

/** The draft at an address, under a lock when asked for in a transaction. */
export async function readDraft(
  read: Executor,
  kind: string,
  key: string,
  lock = ''
): Promise<Draft | null> {
  const sql = `SELECT ${columns} FROM drafts WHERE kind = ? AND key = ?${lock}`
  const [draft] = await read.all<Draft>(sql, [kind, key])
  return draft ?? null
}

/** Keeps a draft in place of the one of the same definition, wherever that lay. */
export async function putDraft(t: Transaction, draft: Draft): Promise<void> {
  await t.run('DELETE FROM drafts WHERE (kind = ? AND key = ?) OR uid = ?', [
    draft.kind,
    draft.key,
    draft.uid,
  ])
  const { kind, key, uid, base, hash, text, at, by } = draft
  await t.run(`INSERT INTO drafts (${columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, [
    ...[kind, key, uid, base, hash, text, at, by],
  ])
}

/** Removes a draft if it still is the text that was seen; tells whether it was. */
export async function deleteDraft(
  t: Transaction,
  { kind, key, hash }: Pick<Draft, 'kind' | 'key' | 'hash'>
): Promise<boolean> {
  const sql = 'DELETE FROM drafts WHERE kind = ? AND key = ? AND hash = ?'
  return (await t.run(sql, [kind, key, hash])) === 1
}
