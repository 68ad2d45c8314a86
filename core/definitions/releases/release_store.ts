import { inParts, placeholders, rowPlaceholders } from '#core/storage/index.ts'
import type { Executor, Transaction } from '#core/storage/index.ts'
import { manifestText, releaseHash } from './manifest.ts'
import type { ManifestEntry } from './manifest.ts'

/** A set of revisions made active together (发布). */
export interface Release {
  id: string
  hash: string
  manifest: readonly ManifestEntry[]
  note: string
  /** ISO 8601 UTC. */
  at: string
  by: string
}

/** The release in force; a phase of moving values comes to an end with a higher one. */
export interface HeadRelease extends Release {
  phase: number
}

/** A revision to be kept: what it is, and its canonical text. */
export interface Revision extends ManifestEntry {
  text: string
}

/** Bound parameters of one statement stay far below what either database takes. */
const batch = 100

/** Which release is in force, and how far a move of values has come: both change what is run. */
export interface HeadMark {
  id: string
  phase: number
}

/** A head as one word: the same as long as nothing changes that is run. */
export function markOf({ id, phase }: HeadMark): string {
  return `${id}.${phase}`
}

/** The same of the head, as an expression of a statement; NULL in an empty database. */
export const headMark = "(SELECT release || '.' || phase FROM release_head WHERE one = 1)"

/** The head; null in an empty database. */
export async function readHeadMark(read: Executor, lock = ''): Promise<HeadMark | null> {
  const [head] = await read.all<{ release: number; phase: number }>(
    `SELECT release, phase FROM release_head WHERE one = 1${lock}`
  )
  return head ? { id: String(head.release), phase: Number(head.phase) } : null
}

/** Id of the active release; null in an empty database. */
export async function readHeadId(read: Executor): Promise<string | null> {
  return (await readHeadMark(read))?.id ?? null
}

/** The active release; null in an empty database. */
export async function readHead(read: Executor): Promise<HeadRelease | null> {
  const [row] = await read.all<
    Omit<Release, 'id' | 'manifest'> & { id: number; manifest: string; phase: number }
  >(
    `SELECT r.id, r.hash, r.manifest, r.note, r.at, r."by", h.phase FROM release_head h
     JOIN releases r ON r.id = h.release WHERE h.one = 1`
  )
  if (!row) return null
  const manifest = JSON.parse(row.manifest) as ManifestEntry[]
  return { ...row, id: String(row.id), phase: Number(row.phase), manifest }
}

/** A release by its id; null when there is none. */
export async function readRelease(read: Executor, id: string): Promise<Release | null> {
  if (!/^[0-9]{1,15}$/.test(id)) return null
  const [row] = await read.all<Omit<Release, 'id' | 'manifest'> & { id: number; manifest: string }>(
    'SELECT id, hash, manifest, note, at, "by" FROM releases WHERE id = ?',
    [Number(id)]
  )
  if (!row) return null
  return { ...row, id: String(row.id), manifest: JSON.parse(row.manifest) as ManifestEntry[] }
}

/** A release without its contents, as a list shows it. */
export type ListedRelease = Omit<Release, 'manifest'> & { isActive: boolean }

/** Releases, the newest first. */
export async function listReleases(read: Executor, most = 200): Promise<ListedRelease[]> {
  const rows = await read.all<
    Omit<ListedRelease, 'id' | 'isActive'> & { id: number; head: number }
  >(
    `SELECT r.id, r.hash, r.note, r.at, r."by", h.release AS head
     FROM releases r, release_head h WHERE h.one = 1 ORDER BY r.id DESC LIMIT ${Math.trunc(most)}`
  )
  return rows.map(({ head, id, ...row }) => ({ id: String(id), ...row, isActive: head === id }))
}

/** Texts of revisions, or of generated code, by hash; what is not kept is not in the answer. */
export async function readTexts(
  read: Executor,
  table: 'definition_revisions' | 'compiled_code',
  hashes: readonly string[]
): Promise<Map<string, string>> {
  const texts = new Map<string, string>()
  for (const some of inParts([...new Set(hashes)], batch)) {
    const rows = await read.all<{ hash: string; text: string }>(
      `SELECT hash, text FROM ${table} WHERE hash IN (${placeholders(some.length)})`,
      some
    )
    for (const row of rows) texts.set(row.hash, row.text)
  }
  return texts
}

/** Keeps revisions; one already kept stays as it is, for its hash names its content. */
export async function insertRevisions(t: Transaction, revisions: readonly Revision[]) {
  for (const some of inParts(revisions, batch)) {
    await t.run(
      `INSERT INTO definition_revisions (hash, kind, key, uid, layer, text)
       VALUES ${rowPlaceholders(6, some.length)} ON CONFLICT (hash) DO NOTHING`,
      some.flatMap((r) => [r.hash, r.kind, r.key, r.uid, r.layer, r.text])
    )
  }
}

/** Keeps generated code by the hash of what it was generated from. */
export async function insertCode(t: Transaction, code: ReadonlyMap<string, string>) {
  for (const some of inParts([...code], batch)) {
    await t.run(
      `INSERT INTO compiled_code (hash, text)
       VALUES ${rowPlaceholders(2, some.length)} ON CONFLICT (hash) DO NOTHING`,
      some.flat()
    )
  }
}

/** The number of the next release: they follow one another. Under the lock of the head. */
export async function nextReleaseId(t: Transaction): Promise<number> {
  const [last] = await t.all<{ id: number | null }>('SELECT max(id) AS id FROM releases')
  return Number(last?.id ?? 0) + 1
}

/** Writes a release; it is in force once it is the head. */
export async function insertRelease(
  t: Transaction,
  id: number,
  given: Pick<Release, 'manifest' | 'note' | 'at' | 'by'>
): Promise<Release> {
  const hash = releaseHash(given.manifest)
  await t.run(
    'INSERT INTO releases (id, hash, manifest, note, at, "by") VALUES (?, ?, ?, ?, ?, ?)',
    [id, hash, manifestText(given.manifest), given.note, given.at, given.by]
  )
  return { ...given, id: String(id), hash }
}

/** Makes a release the head and answers the phase it has then. */
export async function makeHead(t: Transaction, id: number): Promise<number> {
  const [head] = await t.all<{ phase: number }>(
    `INSERT INTO release_head (one, release, phase) VALUES (1, ?, 0)
     ON CONFLICT (one) DO UPDATE SET release = excluded.release, phase = release_head.phase + 1
     RETURNING phase`,
    [id]
  )
  return Number(head!.phase)
}

/** Tells every process that columns are filled otherwise from now on. */
export async function nextPhase(t: Transaction): Promise<void> {
  await t.run('UPDATE release_head SET phase = phase + 1 WHERE one = 1')
}
