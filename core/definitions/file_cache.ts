import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BigIntStats } from 'node:fs'

/** What is remembered of one file: enough to know it again, and which definition it holds. */
export interface RememberedFile {
  kind: string
  key: string
  uid: string
  hash: string
}

/** Remembers which definition a file held, as long as the file has not been touched. */
export interface FileCache {
  find(path: string, stats: BigIntStats): RememberedFile | null
  remember(path: string, stats: BigIntStats, file: RememberedFile): void
  /** Writes what was remembered or found since; without it the next start reads every file. */
  save(): void
}

type Entry = [path: string, mark: string, kind: string, key: string, uid: string, hash: string]

/**
 * Opens the cache in a folder; without a folder nothing is remembered. `version` changes with
 * whatever else decides a definition's hash; a cache of another version, or one that cannot be
 * read, is empty.
 */
export function openFileCache(folder: string | undefined, version: string): FileCache {
  const file = folder === undefined ? null : join(folder, 'definitions.json')
  const before = file === null ? new Map<string, Entry>() : readEntries(file, version)
  const now = new Map<string, Entry>()
  return {
    find(path, stats) {
      const entry = before.get(path)
      if (!entry || entry[1] !== markOf(stats)) return null
      now.set(path, entry)
      return { kind: entry[2], key: entry[3], uid: entry[4], hash: entry[5] }
    },
    remember(path, stats, { kind, key, uid, hash }) {
      now.set(path, [path, markOf(stats), kind, key, uid, hash])
    },
    save() {
      if (file === null || folder === undefined) return
      const text = JSON.stringify({ version, files: [...now.values()] })
      mkdirSync(folder, { recursive: true })
      const beside = `${file}.${process.pid}`
      writeFileSync(beside, text)
      renameSync(beside, file)
    },
  }
}

/** Size and the two times: a change within one tick of the clock still changes ctime or size. */
function markOf(stats: BigIntStats): string {
  return `${stats.size}/${stats.mtimeNs}/${stats.ctimeNs}`
}

function readEntries(file: string, version: string): Map<string, Entry> {
  try {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as { version: string; files: Entry[] }
    if (kept.version !== version) return new Map()
    return new Map(kept.files.map((entry) => [entry[0], entry]))
  } catch {
    return new Map()
  }
}
