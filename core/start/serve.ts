import 'reflect-metadata'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Ignitor } from '@adonisjs/core'
import type { ApplicationService } from '@adonisjs/core/types'
import adonisrc from '#core/adonisrc.ts'
import { configOf } from '#core/config/index.ts'
import { createHttpServer } from '#core/http/index.ts'
import { attachRealtime } from '#core/realtime/index.ts'
import type { Realtime } from '#core/realtime/index.ts'
import type { StartSettings } from './build_application.ts'
import { welcomeLines } from './welcome.ts'

export interface RunningServer {
  url: string
  /** Stops accepting, finishes what runs, closes sockets and database. */
  close(): Promise<void>
}

const coreFolder = new URL('../', import.meta.url)
/** How long requests that run may take to finish when the process is asked to stop. */
const patience = 3_000

/**
 * Starts the server and resolves when it listens.
 *
 * @throws what a start can end with: DefinitionsInvalid, a refused migration, a port in use
 */
export async function serve(settings: StartSettings): Promise<RunningServer> {
  const { environment, keys, print } = settings
  const app = createApp()
  app.useConfig({ ...configOf(environment, keys), guiju: settings })
  try {
    await app.init()
    await app.boot()
    let http: Server | undefined
    await app.start(async () => {
      http = await listen(app, settings)
    })
    const url = urlOf(http!, environment.host)
    const { welcome } = await app.container.make('guiju')
    for (const line of welcomeLines(url, welcome)) print(line)
    return { url, close: () => app.terminate() }
  } catch (error) {
    await app.terminate().catch(() => {})
    throw error
  }
}

function createApp(): ApplicationService {
  // Adonis asks for './x.js'; the sources are './x.ts'.
  const importer = (path: string) =>
    path.startsWith('.')
      ? import(new URL(path.replace(/\.js$/, '.ts'), coreFolder).href)
      : import(path)
  const app = new Ignitor(coreFolder, { importer }).createApp('web')
  app.rcContents(adonisrc)
  return app
}

async function listen(app: ApplicationService, { environment }: StartSettings): Promise<Server> {
  const adonis = await app.container.make('server')
  await adonis.boot()
  const guiju = await app.container.make('guiju')
  let realtime: Promise<Realtime> | undefined
  const http = createHttpServer(adonis.handle.bind(adonis), {
    trustsProxy: guiju.services.trustsProxy,
    attach: (server) => {
      realtime = attachRealtime(server, guiju.services, environment.databaseUrl)
    },
  })
  await realtime
  adonis.setNodeServer(http)
  app.terminating(async () => {
    await Promise.all([guiju.stop(), realtime?.then((one) => one.close()), drain(http)])
  })
  await new Promise<void>((resolve, reject) => {
    http.once('error', reject)
    http.listen(environment.port, environment.host, () => resolve())
  })
  return http
}

/** Idle connections end at once, the others after their answer, and all when patience ends. */
async function drain(http: Server): Promise<void> {
  if (!http.listening) return
  const hurry = setTimeout(() => http.closeAllConnections(), patience)
  await new Promise<void>((resolve) => http.close(() => resolve()))
  clearTimeout(hurry)
}

function urlOf(http: Server, host: string): string {
  const { port } = http.address() as AddressInfo
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`
}
