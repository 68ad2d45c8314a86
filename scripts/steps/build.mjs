import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { node24, root } from './node24.mjs'

/** What the browser applications are made from; a change in any of it means a new build. */
const sources = [
  'runtime',
  'designer',
  'core/engine',
  'schemas',
  'vite.config.ts',
  'package-lock.json',
]

/** Definitions are read by the server when it starts. */
const notBuilt = ['schemas/modules', 'schemas/fixtures']

/** Builds the browser applications into core/public, unless it was built from these very sources. */
export async function build() {
  const program = ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn']
  // Stories are no part of the application.
  const skip = ['runtime/stories', 'runtime/.storybook', ...notBuilt]
  buildOnce('the browser applications', 'core/public', program, skip)
}

/** Builds the stories into .cache/storybook, unless they were built from these very sources. */
export async function buildStories() {
  const cli = 'node_modules/storybook/dist/bin/dispatcher.js'
  const folder = '.cache/storybook'
  const program = [cli, 'build', '-c', 'runtime/.storybook', '-o', folder, '--quiet']
  buildOnce('Storybook', folder, program, ['designer', ...notBuilt])
}

function buildOnce(what, folder, program, skip) {
  const hash = createHash('sha256')
  for (const source of sources) addTo(hash, source, skip)
  const now = hash.digest('hex')
  const stamp = join(root, folder, '.sources')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === now) return
  console.log(`Building ${what} …`)
  try {
    execFileSync(node24(), program, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  } catch (error) {
    process.stderr.write(`${error.stdout}${error.stderr}`)
    throw error
  }
  writeFileSync(stamp, now)
}

function addTo(hash, path, skip) {
  if (skip.includes(path)) return
  const full = join(root, path)
  if (!existsSync(full)) return
  for (const entry of readdirOf(full)) {
    if (entry === null) hash.update(path).update(readFileSync(full))
    else if (entry !== 'tests') addTo(hash, `${path}/${entry}`, skip)
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
