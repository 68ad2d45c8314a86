import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { isId } from '#core/records/index.ts'
import { ContentTooLarge } from './content_store.ts'
import type { ContentStore, Draft } from './content_store.ts'

/**
 * Contents as files of a folder: `<folder>/ab/<id>`, drafts in `<folder>/incoming`. Names are ids
 * of ours alone; what a client called a file is never part of a path (T071).
 */
export function diskStore(folder: string): ContentStore {
  const incoming = join(folder, 'incoming')
  // The last two characters: ids begin with the time.
  const placeOf = (id: string) => {
    if (!isId(id)) throw new TypeError('a content is named by an id')
    return join(folder, id.slice(-2), id)
  }
  return {
    async write(content, most) {
      await mkdir(incoming, { recursive: true, mode: 0o700 })
      return writeDraft(join(incoming, randomUUID()), content, most)
    },
    async keep({ path }, id) {
      const place = placeOf(id)
      await mkdir(dirname(place), { recursive: true, mode: 0o700 })
      await rename(path, place)
      await settle(dirname(place))
    },
    discard: ({ path }) => rm(path, { force: true }),
    async read(id, range) {
      const path = placeOf(id)
      if ((await stat(path).catch(() => null)) === null) return null
      return createReadStream(path, range ? { start: range.from, end: range.to } : {})
    },
    remove: (id) => rm(placeOf(id), { force: true }),
    leftovers: (before) => leftovers(folder, before),
  }
}

async function writeDraft(path: string, content: Readable, most: number): Promise<Draft> {
  const hash = createHash('sha256')
  let size = 0
  const file = await open(path, 'wx', 0o600)
  try {
    for await (const chunk of content as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > most) throw new ContentTooLarge()
      hash.update(chunk)
      await file.writeFile(chunk)
    }
    await file.sync()
  } catch (error) {
    await file.close()
    await rm(path, { force: true })
    throw error
  }
  await file.close()
  return { path, size, hash: hash.digest('hex') }
}

/** A rename is safe once its folder is. */
async function settle(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function* leftovers(folder: string, before: Date): AsyncIterable<string> {
  for (const part of await readdir(folder).catch(() => [])) {
    for (const name of await readdir(join(folder, part)).catch(() => [])) {
      const path = join(folder, part, name)
      const found = await stat(path).catch(() => null)
      if (!found || found.mtime >= before) continue
      if (part === 'incoming') await rm(path, { force: true })
      else if (isId(name)) yield name
    }
  }
}
