/**
 * `npm start`: installs what is missing, builds the browser application when its sources changed,
 * and runs the server on Node 24 (from the npm package `node`), whatever Node started this script.
 * Plain JavaScript for Node >= 20 without packages, since nothing is installed yet when it first runs.
 */
import { spawn } from 'node:child_process'
import { build } from './steps/build.mjs'
import { install } from './steps/install.mjs'
import { node24, nodeFlags, root } from './steps/node24.mjs'

await install()
await build()

const server = spawn(node24(), [...nodeFlags, 'core/bin/server.ts'], {
  cwd: root,
  stdio: 'inherit',
})
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) {
  // The terminal sends SIGINT to the whole group itself; a supervisor sends SIGTERM to this process alone.
  process.on(signal, () => signal !== 'SIGINT' && server.kill(signal))
}
server.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGKILL' ? 137 : 0)))
server.on('error', (error) => {
  console.error(`cannot start the server: ${error.message}`)
  process.exit(1)
})
