/** Definitions and records of one process without a server: what a release does to tables and rows. */
import { randomBytes } from 'node:crypto'
import { systemActor } from '#engine/access/index.ts'
import { createDefinitions, startDefinitions } from '#core/definitions/index.ts'
import { createJobs } from '#core/jobs/index.ts'
import type { Definitions } from '#core/definitions/index.ts'
import {
  applySchema,
  createRecords,
  moveTables,
  planMigrations,
  buildBehind,
  buildJob,
  recomputeJob,
  releaseTables,
  workOffMark,
} from '#core/records/index.ts'
import type { Records } from '#core/records/index.ts'
import type { Database, DatabaseLocation } from '#core/storage/index.ts'
import type { Jobs } from '#core/jobs/index.ts'
import { modulesFolder } from '../../../definitions/tests/support/library.ts'
import type { ModulesFolder } from '../../../definitions/tests/support/library.ts'
import { freshDatabase } from '../../../../tests/harness/databases.ts'

export interface Workshop {
  readonly database: Database
  /** Where it is. */
  readonly location: DatabaseLocation
  readonly definitions: Definitions
  readonly records: Records
  readonly jobs: Jobs
  readonly registry: Awaited<ReturnType<typeof startDefinitions>>
  /** Days that the clock is ahead. */
  ahead(days: number): void
  /** Saves definitions as drafts and publishes them. @throws as publish */
  publish(
    documents: readonly Document[],
    map?: Record<string, Record<string, string>>
  ): Promise<string>
  /** Waits for the job that moves the values of a release; why it failed, or null. */
  moved(release: string): Promise<string | null>
  drop(): Promise<void>
}

export interface Document extends Record<string, unknown> {
  kind: string
  key: string
}

export interface WorkshopOptions {
  /** Rows that publishing converts by itself; more are left to the queue. */
  rowsAtOnce?: number
  /** Rows that indexes are built over at once; of larger tables they are left to the queue. */
  mostIndexedRows?: number
  /** How long the queue leaves a job to a worker that gives no sign, in milliseconds. */
  leaseMillis?: number
  /** Has computed fields filled in by a job, as a server does; `jobs` have to be started then. */
  computes?: boolean
}

/** A workshop on a database of its own, with definitions that lie in files. */
export async function openWorkshop(
  documents: readonly Document[],
  options: WorkshopOptions = {}
): Promise<Workshop> {
  const { database, location, drop } = await freshDatabase()
  const files = filesOf(documents)
  const shop = await workshopOn(database, files.folder, options)
  return {
    ...{ ...shop, location },
    async drop() {
      files.drop()
      await drop()
    },
  }
}

/** A folder of definitions as a start reads it. */
export function filesOf(documents: readonly Document[]): ModulesFolder {
  const files = modulesFolder()
  for (const one of documents) {
    const [module, name] = one.key.split('.')
    files.write(name ? `${module}/${one.kind}/${name}.json` : `${module}/module.json`, one)
  }
  return files
}

/** What a process does with a database that may have been used before; `jobs` are not started. */
export async function workshopOn(
  database: Database,
  folder: string,
  { rowsAtOnce, leaseMillis = 1_000, computes = false, mostIndexedRows }: WorkshopOptions = {}
): Promise<Omit<Workshop, 'drop' | 'location'>> {
  let days = 0
  const clock = () => new Date(Date.now() + days * 86_400_000)
  const planSchema = (...[read, application, asked]: Parameters<Plan>) =>
    planMigrations(read, database.dialect, application, { ...asked, mostIndexedRows })
  const jobs = createJobs({ database, clock, log: () => {}, leaseMillis, pollMillis: 50 })
  const tables = {
    ...{ database, clock, planSchema },
    applySchema: computes ? releaseTables({ clock, jobs, mostIndexedRows }) : applySchema,
  }
  const registry = await startDefinitions({
    ...{ ...tables, folders: [folder], log: () => {} },
    // Files are the first release; from then on the workshop publishes.
    ...{ production: true, keepRelease: false },
  })
  const definitions = createDefinitions({
    ...{ ...tables, registry },
    ...(rowsAtOnce === undefined ? {} : { rowsAtOnce }),
    moveTables: moveTables({ clock, jobs }),
    async askForMove(t, release, by) {
      await jobs.enqueue(t, { kind: 'releases.move', payload: { release }, by })
    },
  })
  jobs.handle('releases.move', { run: (job) => definitions.move(job) })
  const environment = { database, registry, clock, jobs, cursorKey: randomBytes(32) }
  const records = createRecords(environment)
  if (computes) jobs.handle(recomputeJob, workOffMark(environment))
  jobs.handle(buildJob, buildBehind(environment))
  const by = systemActor.userId
  return {
    ...{ database, definitions, records, registry, jobs },
    ahead: (more) => void (days += more),
    async moved(release) {
      for (;;) {
        const [move] = await database.read.all<{ state: string; failure: string | null }>(
          'SELECT state, failure FROM release_moves WHERE release_id = ?',
          [Number(release)]
        )
        if (move?.state !== 'migrating') {
          await registry.refresh()
          return move?.failure ?? null
        }
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
    },
    async publish(changed, map) {
      for (const document of changed) {
        await definitions.drafts.save(document, document, { seen: null, by })
      }
      const { hash } = await definitions.releases.plan(map ? { map } : {})
      const { id } = await definitions.releases.publish({ plan: hash, note: 'test', by })
      return id
    },
  }
}

type Plan = (
  read: Database['read'],
  application: Parameters<typeof planMigrations>[2],
  asked: Parameters<typeof planMigrations>[3]
) => ReturnType<typeof planMigrations>
