import { inParts, placeholders, rowPlaceholders } from '#core/storage/index.ts'
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

/** Drafts named by one statement. */
const batch = 100

/** The drafts at addresses, each under a lock; an address without one is not in the answer. */
export async function lockDrafts(
  t: Transaction,
  addresses: readonly Pick<Draft, 'kind' | 'key'>[]
): Promise<Draft[]> {
  const drafts: Draft[] = []
  for (const part of inParts(addresses, batch)) {
    const sql = `SELECT ${columns} FROM drafts WHERE (kind, key) IN (VALUES ${rowPlaceholders(2, part.length)})`
    const bindings = part.flatMap(({ kind, key }) => [kind, key])
    drafts.push(...(await t.all<Draft>(sql + t.dialect.forUpdate, bindings)))
  }
  return drafts
}

/** Keeps drafts in their order, each in place of the one of the same definition, wherever that lay. */
export async function putDrafts(t: Transaction, drafts: readonly Draft[]): Promise<void> {
  for (const part of inParts(drafts, batch)) {
    await t.run(
      `DELETE FROM drafts WHERE (kind, key) IN (VALUES ${rowPlaceholders(2, part.length)})
       OR uid IN (${placeholders(part.length)})`,
      [...part.flatMap(({ kind, key }) => [kind, key]), ...part.map(({ uid }) => uid)]
    )
    const lasting = lastOfEach(part)
    await t.run(
      `INSERT INTO drafts (${columns}) VALUES ${rowPlaceholders(8, lasting.length)}`,
      lasting.flatMap(({ kind, key, uid, base, hash, text, at, by }) => [
        ...[kind, key, uid, base, hash, text, at, by],
      ])
    )
  }
}

/** What is left when each takes the place of those before it at its address, or of its uid. */
function lastOfEach(drafts: readonly Draft[]): Draft[] {
  const left = new Map<string, Draft>()
  const addresses = new Map<string, string>()
  for (const draft of drafts) {
    const address = `${draft.kind} ${draft.key}`
    left.delete(addresses.get(draft.uid) ?? address)
    left.delete(address)
    left.set(address, draft)
    addresses.set(draft.uid, address)
  }
  return [...left.values()]
}

/** Removes drafts, each if it still is the text that was seen; answers how many were. */
export async function deleteDrafts(
  t: Transaction,
  drafts: readonly Pick<Draft, 'kind' | 'key' | 'hash'>[]
): Promise<number> {
  let deleted = 0
  for (const part of inParts(drafts, batch)) {
    deleted += await t.run(
      `DELETE FROM drafts WHERE (kind, key, hash) IN (VALUES ${rowPlaceholders(3, part.length)})`,
      part.flatMap(({ kind, key, hash }) => [kind, key, hash])
    )
  }
  return deleted
}
