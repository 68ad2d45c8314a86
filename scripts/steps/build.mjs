import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { node24, root } from './node24.mjs'

/** What the browser application is made from; a change in any of it means a new build. */
const sources = [
  'runtime',
  'core/engine',
  'schemas/meta',
  'schemas/registry.ts',
  'vite.config.ts',
  'package-lock.json',
]
const stamp = join(root, 'core/public/.sources')

/** Builds the browser application into core/public, unless it was built from these very sources. */
export async function build() {
  const hash = createHash('sha256')
  for (const source of sources) addTo(hash, source)
  const now = hash.digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return
  console.log('Building the browser application …')
  execFileSync(node24(), ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: 'inherit',
  })
  writeFileSync(stamp, now)
}

function addTo(hash, path) {
  const full = join(root, path)
  if (!existsSync(full)) return
  for (const entry of readdirOf(full)) {
    if (entry === null) hash.update(path).update(readFileSync(full))
    else if (entry !== 'tests') addTo(hash, `${path}/${entry}`)
  }
}

/** Sorted entries of a folder; [null] for a file. */
function readdirOf(full) {
  try {
    return readdirSync(full).sort()
  } catch (error) {
    if (error.code === 'ENOTDIR') return [null]
    throw error
  }
}
