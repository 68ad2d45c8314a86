import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { repositoryFolder } from '#core/start/env.ts'
import nodeFlags from '../../core/bin/node_flags.json' with { type: 'json' }
import type { Style } from '../load/messages.ts'
import type { Place } from './place.ts'

/** A server that runs, as a process of its own. */
export interface Server {
  style: Style
  url: string
  pid: number
  /** From the start of the process until it listens, in milliseconds. */
  startTime: number
  stop(): Promise<void>
}

export const samplePassword = 'Harbour-Pebble-17'

/**
 * Starts one of the two servers. `counting` opens the log of statements, which costs time; without
 * it both run in production mode.
 *
 * @throws Error with what the process printed when it ends before it listens
 */
export async function startServer(
  style: Style,
  place: Place,
  options: { counting: boolean; profile: string | null }
): Promise<Server> {
  const started = performance.now()
  const profiling = options.profile
    ? ['--cpu-prof', `--cpu-prof-dir=${join(options.profile, style)}`]
    : []
  const file = join(repositoryFolder, 'bench', `${style}_process.ts`)
  const folders = style === 'platform' ? place.moduleFolders : []
  const child = spawn(process.execPath, [...nodeFlags, ...profiling, file, ...folders], {
    env: environmentOf(place, options.counting),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let output = ''
  for (const stream of [child.stdout!, child.stderr!]) {
    stream
      .setEncoding('utf8')
      .on('data', (text: string) => (output = (output + text).slice(-9_000)))
  }
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const url = await Promise.race([
    new Promise<string>((resolve) => {
      // Adonis sends words of its own.
      child.on('message', (told: { url?: string }) => told.url && resolve(told.url))
    }),
    ended.then(() => {
      throw new Error(`the ${style} server did not start:\n${output}`)
    }),
  ])
  return {
    style,
    url,
    pid: child.pid!,
    startTime: performance.now() - started,
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

function environmentOf(place: Place, counting: boolean): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('GUIJU_'))
  const { DATABASE_URL: _, ...rest } = Object.fromEntries(own)
  return {
    ...rest,
    ...(place.databaseUrl === null ? {} : { DATABASE_URL: place.databaseUrl }),
    NODE_ENV: counting ? 'development' : 'production',
    HOST: '127.0.0.1',
    PORT: '0',
    GUIJU_DATA_DIR: place.dataFolder,
    GUIJU_ADMIN_PASSWORD: 'Orchard-Lantern-42',
    GUIJU_SAMPLE_PASSWORD: samplePassword,
    GUIJU_SAMPLES: '1',
    GUIJU_TEST: counting ? '1' : '0',
    BENCH_SQLITE_FILE: place.databaseUrl === null ? join(place.dataFolder, 'guiju.sqlite3') : '',
    BENCH_COUNT_STATEMENTS: counting ? '1' : '0',
  }
}
