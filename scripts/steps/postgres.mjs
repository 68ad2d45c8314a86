/** A throw-away PostgreSQL cluster for the tests: made, used and removed by one test run. */
import { execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

/** The user `nobody`: the server refuses to run as root. */
const unprivileged = 65534

/** Folder holding initdb and postgres, from PATH or Debian's place; null when there is none. */
export function postgresFolder() {
  const debian = '/usr/lib/postgresql'
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    ...(existsSync(debian)
      ? readdirSync(debian)
          .sort((a, b) => Number(b) - Number(a))
          .map((version) => join(debian, version, 'bin'))
      : []),
  ]
  return (
    folders.find((f) => existsSync(join(f, 'initdb')) && existsSync(join(f, 'postgres'))) ?? null
  )
}

/** Starts a cluster in `folder`'s programs and answers with its URL and how to end it. */
export async function startCluster(programs) {
  const folder = mkdtempSync(join(tmpdir(), 'guiju-pg-'))
  const asUser = process.getuid?.() === 0 ? { uid: unprivileged, gid: unprivileged } : {}
  if (asUser.uid) chownSync(folder, unprivileged, unprivileged)
  const data = join(folder, 'data')
  const options = { ...asUser, cwd: folder, env: { PATH: process.env.PATH, LC_ALL: 'C' } }
  execFileSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'postgres', '--auth=trust', '-E', 'UTF8', '--no-sync'],
    { ...options, stdio: 'ignore' }
  )
  const port = await freePort()
  const settings = ['fsync=off', 'max_connections=300', 'listen_addresses=127.0.0.1', 'jit=off']
  const server = spawn(
    join(programs, 'postgres'),
    ['-D', data, '-p', String(port), '-k', folder, ...settings.flatMap((s) => ['-c', s])],
    { ...options, stdio: 'ignore' }
  )
  const ended = new Promise((resolve) => server.on('exit', resolve))
  const stop = async () => {
    server.kill('SIGINT')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await untilListening(port, server)
  } catch (error) {
    await stop()
    throw error
  }
  return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, stop }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => resolve(port))
    })
  })
}

async function untilListening(port, server) {
  for (let i = 0; i < 150; i++) {
    if (server.exitCode !== null) throw new Error(`postgres ended with ${server.exitCode}`)
    const open = await new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1')
      socket.once('connect', () => (socket.destroy(), resolve(true)))
      socket.once('error', () => resolve(false))
    })
    if (open) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('postgres did not start listening')
}
