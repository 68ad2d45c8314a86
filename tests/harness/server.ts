/**
 * A real server for tests: its own process, its own database (SQLite file, or a new database of the
 * cluster TEST_DATABASE_URL names), its own data folder, a free port.
 */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import nodeFlags from '../../core/bin/node_flags.json' with { type: 'json' }
import { newLocation } from './databases.ts'

/** What the administrator of a test server signs in with, unless the test says otherwise. */
export const adminPassword = 'Orchard-Lantern-42'
/** The password of every sample user of a test server. */
export const samplePassword = 'Harbour-Pebble-17'

export interface ServerOptions {
  /** Folders like schemas/modules, or definitions as objects (`kind`, `key`, …). */
  modules: string | readonly string[] | readonly object[]
  /** Rows by entity key; rows of the users' entity may sign in. `roles`: `{account, role}`. */
  samples?: Readonly<Record<string, readonly object[]>>
  /** Further environment; `undefined` takes a variable away. */
  env?: Readonly<Record<string, string | undefined>>
  /** Data folder and database of a server that ran before, to start again on them. */
  place?: Place
}

export interface Place {
  dataFolder: string
  databaseUrl: string | null
  modulesFolder: string
  remove(): Promise<void>
}

/** Who talks to the server: a cookie or a token, and JSON. */
export interface Client {
  cookie: string | null
  /** Sends JSON; `Origin` and credentials are added unless `headers` has them. */
  send(method: string, path: string, options?: SendOptions): Promise<Reply>
  get(path: string, headers?: Record<string, string>): Promise<Reply>
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>
  put(path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>
  patch(path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>
  delete(path: string, headers?: Record<string, string>): Promise<Reply>
}

export interface SendOptions {
  body?: unknown
  /** Sent as it is, instead of `body`. */
  raw?: string | Uint8Array
  headers?: Record<string, string>
}

export interface Reply {
  status: number
  headers: Headers
  text: string
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests look into JSON of every shape
  json: any
}

export interface TestServer {
  url: string
  pid: number
  place: Place
  /** Everything the process printed so far, both streams. */
  output(): string
  /** A client without credentials. */
  anonymous(): Client
  /** A client that is signed in; the password is that of the administrator or of the samples. */
  signIn(account: string, password?: string): Promise<Client>
  /** Ends the process by SIGTERM and removes its data; the exit code. */
  close(): Promise<number | null>
  /** Ends the process and keeps its data, for a second start. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

/** The start ended instead of listening. */
export class StartFailed extends Error {
  readonly code: number | null
  readonly output: string
  constructor(code: number | null, output: string) {
    super(`the server ended with ${code}:\n${output}`)
    this.code = code
    this.output = output
  }
}

/** Starts a server and waits until it listens. @throws StartFailed when it ends before */
export async function startServer(options: ServerOptions): Promise<TestServer> {
  const place = options.place ?? (await newPlace(options))
  const child = spawn(process.execPath, [...nodeFlags, entry, ...foldersOf(options, place)], {
    env: environmentOf(options, place),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let output = ''
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  }
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const url = await new Promise<string>((resolve, reject) => {
    // Adonis sends words of its own.
    child.on('message', (told: { url?: string }) => told.url && resolve(told.url))
    void ended.then((code) => reject(new StartFailed(code, output)))
  }).catch(async (error: unknown) => {
    if (!options.place) await place.remove()
    throw error
  })
  // What it printed comes by another pipe.
  while (!output.includes(url)) await new Promise((resolve) => setTimeout(resolve, 5))
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    if (isRunning(child)) child.kill(signal)
    return ended
  }
  return {
    url,
    pid: child.pid!,
    place,
    output: () => output,
    anonymous: () => clientOf(url, null),
    signIn: (account, password) => signIn(url, account, password),
    stop,
    async close() {
      const code = await stop()
      await place.remove()
      return code
    },
  }
}

const entry = fileURLToPath(new URL('./server_process.ts', import.meta.url))

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null
}

async function newPlace(options: ServerOptions): Promise<Place> {
  const { location, remove } = await newLocation()
  const dataFolder = 'folder' in location ? location.folder : mkdtempSync(join(tmpdir(), 'guiju-'))
  const modulesFolder = mkdtempSync(join(tmpdir(), 'guiju-modules-'))
  writeDefinitions(modulesFolder, options)
  return {
    dataFolder,
    modulesFolder,
    databaseUrl: 'url' in location ? location.url : null,
    async remove() {
      await remove()
      for (const folder of [dataFolder, modulesFolder]) {
        rmSync(folder, { recursive: true, force: true })
      }
    },
  }
}

/** Definitions given as objects, and samples, as the files they would be. */
function writeDefinitions(folder: string, { modules, samples = {} }: ServerOptions): void {
  for (const one of [modules].flat() as (string | { kind: string; key: string })[]) {
    if (typeof one === 'string') continue
    const [module, name] = one.key.split('.') as [string, string?]
    const file = name
      ? join(folder, module, one.kind, `${name}.json`)
      : join(folder, module, 'module.json')
    mkdirSync(join(file, '..'), { recursive: true })
    writeFileSync(file, `${JSON.stringify(one, null, 2)}\n`)
  }
  for (const [key, rows] of Object.entries(samples)) {
    const [module, name] = key.includes('.') ? key.split('.') : ['system', key]
    const file = join(folder, module!, 'samples', `${name}.jsonl`)
    mkdirSync(join(file, '..'), { recursive: true })
    writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
  }
}

function foldersOf({ modules }: ServerOptions, place: Place): string[] {
  const folders = [modules].flat().filter((one) => typeof one === 'string')
  return [...folders, place.modulesFolder]
}

function environmentOf(options: ServerOptions, place: Place): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('GUIJU_'))
  const all: Record<string, string | undefined> = {
    ...Object.fromEntries(own),
    NODE_ENV: 'development',
    HOST: '127.0.0.1',
    PORT: '0',
    DATABASE_URL: place.databaseUrl ?? undefined,
    GUIJU_DATA_DIR: place.dataFolder,
    GUIJU_ADMIN_PASSWORD: adminPassword,
    GUIJU_SAMPLE_PASSWORD: samplePassword,
    GUIJU_TEST: '1',
    ...options.env,
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
}

async function signIn(url: string, account: string, password?: string): Promise<Client> {
  const client = clientOf(url, null)
  const known = password ?? (account === 'admin' ? adminPassword : samplePassword)
  const reply = await client.post('/api/v1/session', { account, password: known })
  if (reply.status !== 200) throw new Error(`sign-in as ${account}: ${reply.status} ${reply.text}`)
  client.cookie = reply.headers.getSetCookie()[0]!.split(';')[0]!
  return client
}

function clientOf(url: string, cookie: string | null): Client {
  const client: Client = {
    cookie,
    async send(method, path, { body, raw, headers = {} } = {}) {
      const given = raw ?? (body === undefined ? undefined : JSON.stringify(body))
      const answer = await fetch(url + path, {
        method,
        redirect: 'manual',
        headers: {
          Origin: url,
          ...(client.cookie ? { Cookie: client.cookie } : {}),
          ...(given === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...headers,
        },
        ...(given === undefined ? {} : { body: given as string }),
      })
      const text = await answer.text()
      const isJson = (answer.headers.get('content-type') ?? '').includes('json')
      const json: unknown = isJson && text !== '' ? JSON.parse(text) : undefined
      return { status: answer.status, headers: answer.headers, text, json }
    },
    get: (path, headers) => client.send('GET', path, { headers }),
    post: (path, body, headers) => client.send('POST', path, { body, headers }),
    put: (path, body, headers) => client.send('PUT', path, { body, headers }),
    patch: (path, body, headers) => client.send('PATCH', path, { body, headers }),
    delete: (path, headers) => client.send('DELETE', path, { headers }),
  }
  return client
}
