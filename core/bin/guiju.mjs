#!/usr/bin/env node
/** The command line `guiju`, for any Node >= 20: hands over to the Node 24 of this repository. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
if (!existsSync(join(root, 'node_modules'))) {
  const { install } = await import('../../scripts/steps/install.mjs')
  await install()
}
const { node24 } = await import('../../scripts/steps/node24.mjs')
const program = join(root, 'core', 'bin', 'console.ts')
const { status } = spawnSync(node24(), [program, ...process.argv.slice(2)], { stdio: 'inherit' })
process.exit(status ?? 1)
