import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { DatabaseLocation } from '#core/storage/index.ts'
import {
  copyOf,
  migratedDatabase,
  newLocation,
  openDatabase,
} from '../../../../../tests/harness/databases.ts'
import { filesOf, workshopOn } from '../workshop.ts'
import { after, before, faultsOf, fill } from './scenario.ts'

/** What a kill before one statement led to. */
export interface Crash {
  readonly statement: number
  /** The process died; false when it had fewer statements. */
  readonly isKilled: boolean
  /** Release in force when the database was opened again. */
  readonly head: string
  /** From opening the database again until it answers, in milliseconds. */
  readonly millis: number
  readonly faults: readonly string[]
}

export interface Crashes {
  /** Statements of a publish that is left alone. */
  readonly statements: number
  at(statement: number): Promise<Crash>
  drop(): Promise<void>
}

const limit = 10_000

/**
 * A database with drafts to publish, and a publish killed at any of its statements on a copy of it.
 *
 * @param rowsAtOnce 0 leaves the values to the queue
 */
export async function crashes(rowsAtOnce: number): Promise<Crashes> {
  const place = await newLocation()
  const files = filesOf(before)
  const database = await migratedDatabase(place.location)
  const shop = await workshopOn(database, files.folder)
  await fill(shop)
  for (const one of after()) {
    await shop.definitions.drafts.save(one, one, { seen: null, by: 'system' })
  }
  await database.close()
  const run = (location: DatabaseLocation, statement: number) =>
    publish([JSON.stringify(location), files.folder, String(statement), String(rowsAtOnce)])
  const whole = await copyOf(place.location)
  const { printed } = await run(whole.location, 0)
  await whole.remove()
  return {
    statements: Number(printed),
    async at(statement) {
      const copy = await copyOf(place.location)
      try {
        const { isKilled } = await run(copy.location, statement)
        return { statement, isKilled, ...(await recover(copy.location, files.folder, rowsAtOnce)) }
      } finally {
        await copy.remove()
      }
    },
    async drop() {
      files.drop()
      await place.remove()
    },
  }
}

/** Opens what a killed process left, looks at it, and brings it to its end. */
async function recover(location: DatabaseLocation, folder: string, rowsAtOnce: number) {
  const started = performance.now()
  const database = await openDatabase(location)
  const shop = await workshopOn(database, folder, { rowsAtOnce })
  const head = shop.registry.releaseId
  const isBegun = (await shop.definitions.releases.list()).length > 1
  const found = await faultsOf(shop, head === '1' && isBegun)
  const faults = found.map((fault) => `at once: ${fault}`)
  const millis = performance.now() - started
  if (head === '1' && !isBegun) await shop.publish([])
  await shop.jobs.start()
  for (const until = Date.now() + limit; shop.registry.releaseId === '1' && Date.now() < until;) {
    await new Promise((resolve) => setTimeout(resolve, 50))
    await shop.registry.refresh()
  }
  await shop.jobs.stop()
  faults.push(...(await faultsOf(shop)).map((fault) => `in the end: ${fault}`))
  if (shop.registry.releaseId === '1') faults.push('it is not published in the end')
  if ((await shop.definitions.drafts.list()).length > 0) faults.push('drafts are left')
  if (millis > limit) faults.push(`${Math.round(millis)} ms`)
  await database.close()
  return { head, millis, faults }
}

const entry = fileURLToPath(new URL('./crash_process.ts', import.meta.url))

async function publish(args: readonly string[]): Promise<{ isKilled: boolean; printed: string }> {
  const child = spawn(process.execPath, [entry, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  let [printed, told] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (told += text))
  await new Promise((resolve) => child.once('close', resolve))
  const isKilled = child.signalCode === 'SIGKILL'
  if (!isKilled && child.exitCode !== 0) throw new Error(told)
  return { isKilled, printed: printed.trim() }
}
