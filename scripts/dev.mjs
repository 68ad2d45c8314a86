/**
 * `npm run dev`: the server, started again when its code or a definition changes, and the browser
 * application built again when its sources change. Reload the page to see it.
 */
import { spawn } from 'node:child_process'
import { install } from './steps/install.mjs'
import { node24, nodeFlags, root } from './steps/node24.mjs'

await install()
const watched = ['core', 'schemas'].flatMap((folder) => ['--watch-path', folder])
const children = [
  run(['node_modules/vite/bin/vite.js', 'build', '--watch', '--logLevel', 'warn']),
  run([...nodeFlags, ...watched, '--watch-preserve-output', 'core/bin/server.ts']),
]
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => children.forEach((child) => child.kill('SIGTERM')))
}

function run(args) {
  const child = spawn(node24(), args, { cwd: root, stdio: 'inherit' })
  child.on('exit', (code) => code && process.exit(code))
  return child
}
