import { readFile, stat } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

/** A file of the browser's part, ready to be sent. */
export interface StaticFile {
  bytes: Uint8Array
  headers: Readonly<Record<string, string>>
  etag: string
}

export interface StaticFiles {
  /** The file under this path of an address; null when there is none. */
  find(path: string, accepted: string | undefined): Promise<StaticFile | null>
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
}
const compressed = new Set([
  '.css',
  '.html',
  '.js',
  '.json',
  '.map',
  '.svg',
  '.txt',
  '.webmanifest',
])
const compress = promisify(gzip)
const worthCompressing = 1_024

/**
 * Serves one folder (the build of the browser's part). Only names made of plain characters are
 * looked up, no dot files, nothing outside. Files stay in memory, compressed once, until they
 * change on disk.
 */
export function staticFiles(folder: string): StaticFiles {
  const kept = new Map<string, { stamp: string; plain: Uint8Array; packed: Uint8Array | null }>()
  return {
    async find(path, accepted) {
      if (!isPlain(path)) return null
      const name = join(folder, ...path.split('/'))
      if (!name.startsWith(folder + sep)) return null
      const entry = await stat(name).catch(() => null)
      if (!entry?.isFile()) return null
      const stamp = `${entry.size.toString(36)}-${Math.round(entry.mtimeMs).toString(36)}`
      let file = kept.get(name)
      if (file?.stamp !== stamp) {
        file = { stamp, ...(await load(name)) }
        kept.set(name, file)
      }
      const packed = /\bgzip\b/.test(accepted ?? '') ? file.packed : null
      return {
        bytes: packed ?? file.plain,
        etag: `"${stamp}${packed ? '-z' : ''}"`,
        headers: headersOf(path, packed !== null),
      }
    },
  }
}

/** Whether an address is about a file of the build; `/records/library.book` is about a page. */
export function isFilePath(path: string): boolean {
  return path.startsWith('/assets/') || extname(path) in types
}

function isPlain(path: string): boolean {
  return /^(\/[A-Za-z0-9_@~-][A-Za-z0-9_.@~-]*)+$/.test(path) && !path.includes('..')
}

async function load(name: string) {
  const plain = await readFile(name)
  const isWorth = compressed.has(extname(name)) && plain.length > worthCompressing
  return { plain, packed: isWorth ? await compress(plain) : null }
}

/** Vite names what it builds by content hash: those files never change under their name. */
const hashed = /^\/assets\/.+-[A-Za-z0-9_-]{8,}\.[a-z0-9]+$/

function headersOf(path: string, isPacked: boolean): Record<string, string> {
  return {
    'Content-Type': types[extname(path)] ?? 'application/octet-stream',
    'Cache-Control': hashed.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
    'Vary': 'Accept-Encoding',
    ...(isPacked ? { 'Content-Encoding': 'gzip' } : {}),
  }
}
