/**
 * The composition root: puts the rooms together, in the order of a start.
 *
 * 1. database, and the engine's own tables;
 * 2. definitions: files and database become one active release, tables follow;
 * 3. records, then identity on top of them;
 * 4. an empty database gets its first administrator, and samples where they are wanted;
 * 5. the queue is worked on.
 *
 * Whoever listens for requests comes after all of it (serve.ts).
 */
import { join } from 'node:path'
import type { ApplicationService } from '@adonisjs/core/types'
import packageJson from '../../package.json' with { type: 'json' }
import { createDefinitions, keepHeartbeat, startDefinitions } from '#core/definitions/index.ts'
import type { ApplySchema, PlanSchema, StartedRegistry } from '#core/definitions/index.ts'
import { createFiles, diskStore, eicarScanner, sweepKind } from '#core/files/index.ts'
import { statementLog, staticFiles } from '#core/http/index.ts'
import type { Services } from '#core/http/index.ts'
import {
  createIdentity,
  keepAdministrators,
  keepAdministratorsUnder,
} from '#core/identity/index.ts'
import type { Identity, IdentityEvent } from '#core/identity/index.ts'
import { createJobs } from '#core/jobs/index.ts'
import { createPreferences } from '#core/preferences/index.ts'
import {
  appendAudit,
  createFormDrafts,
  checkDrift,
  driftJob,
  buildBehind,
  buildJob,
  recomputeJob,
  workOffMark,
  createRecords,
  moveTables,
  onRecordChanged,
  planMigrations,
  releaseTables,
} from '#core/records/index.ts'
import type { Records } from '#core/records/index.ts'
import { keepCheckpoints, keepStatistics, migrate, wrapDatabase } from '#core/storage/index.ts'
import type { Database, Transaction } from '#core/storage/index.ts'
import type { Environment } from './env.ts'
import { prepareFirstStart, samplePasswordOf } from './first_start.ts'
import type { WelcomeNotes } from './first_start.ts'
import type { Keys } from './keys.ts'
import { proxyTrust } from './proxy_trust.ts'

/** What a start needs to know beside the environment; tests give folders of their own. */
export interface StartSettings {
  environment: Environment
  keys: Keys
  /** Folders like schemas/modules: the product's first. */
  moduleFolders: readonly string[]
  /** The build of the browser's part. */
  publicFolder: string
  /** This start goes on with what is in force, whatever lies in files; an empty database gets them. */
  filesWait?: boolean
  print: (line: string) => void
}

export interface BuiltApplication {
  settings: StartSettings
  services: Services
  welcome: WelcomeNotes
  /** From now on `/health/ready` answers 503; resolves when running jobs are given back. */
  stop(): Promise<void>
  close(): void
}

/** The job that moves the values of a release; one release moves at a time. */
const moving = 'releases.move'
const purging = {
  ...{ name: 'definitions.purge', kind: 'definitions.purge' },
  ...{ cron: '10 * * * *', zone: 'Asia/Shanghai' },
}

/**
 * Builds all rooms on the connections Adonis has opened.
 *
 * @throws DefinitionsInvalid with every problem of the definitions
 */
export async function buildApplication(app: ApplicationService): Promise<BuiltApplication> {
  const settings = app.config.get<StartSettings>('guiju')
  const { environment, keys } = settings
  const clock = () => new Date()
  const database = wrapDatabase(await app.container.make('lucid.db'))
  await migrate(database, app)
  const jobs = createJobs({ database, clock, log: settings.print })
  const withTables = releaseTables({ clock, jobs })
  const registry = await openDefinitions(database, settings, withTables)
  const planSchema = planSchemaOf(database)
  const definitions = createDefinitions({
    ...{ database, registry, planSchema, applySchema: withTables, clock },
    moveTables: moveTables({ clock, jobs }),
    judge: (release) => keepAdministratorsUnder(database.read, { ...release, now: clock() }),
    async askForMove(t, release, by) {
      await jobs.enqueue(t, { kind: moving, key: `${moving} ${release}`, payload: { release }, by })
    },
  })
  jobs.handle(purging.kind, { run: async () => definitions.purge() })
  jobs.repeat(purging)
  jobs.handle(moving, { run: (job) => definitions.move(job), isCancellable: false })
  const recordRoom = {
    ...{ database, registry, clock, jobs, cursorKey: keys.cursor },
    participants: [keepAdministrators],
  }
  const records = createRecords(recordRoom)
  jobs.handle(recomputeJob, workOffMark(recordRoom))
  jobs.handle(buildJob, buildBehind(recordRoom))
  jobs.handle(driftJob, checkDrift(recordRoom, settings.print))
  jobs.repeat({ name: driftJob, kind: driftJob, cron: '30 2 * * *', zone: 'Asia/Shanghai' })
  const identity = openIdentity({ database, registry, records, clock, settings })
  const welcome = await prepareFirstStart({ identity, records, registry, settings })
  const forget = onRecordChanged(({ entity }) => identity.recordChanged(entity))
  const stopHeartbeat = keepHeartbeat(database, registry)
  const location =
    environment.databaseUrl === null
      ? { folder: environment.dataFolder }
      : { url: environment.databaseUrl }
  const upkeep = [keepStatistics(location), keepCheckpoints(location)]
  const uploads = createFiles({
    ...{ database, registry, records, clock },
    store: diskStore(join(environment.dataFolder, 'files')),
    scanner: eicarScanner,
  })
  jobs.handle(sweepKind, uploads.sweep)
  jobs.repeat({ name: 'files', kind: sweepKind, cron: '17 * * * *', zone: 'UTC' })
  await jobs.start()
  let isReady = true
  return {
    settings,
    welcome,
    services: {
      database,
      registry,
      definitions,
      records,
      formDrafts: createFormDrafts(recordRoom),
      identity,
      jobs,
      uploads,
      preferences: createPreferences({ database, registry, records, clock }),
      files: staticFiles(settings.publicFolder),
      version: packageJson.version,
      modules: environment.modules,
      trustsProxy: proxyTrust(environment.trustProxy),
      encryptedOnly: environment.production,
      statements: environment.test ? statementLog(database) : null,
      isReady: () => isReady,
    },
    async stop() {
      isReady = false
      await jobs.stop()
    },
    close() {
      stopHeartbeat()
      for (const one of upkeep) void one.stop()
      database.stopLongReads()
      forget()
    },
  }
}

function openDefinitions(
  database: Database,
  settings: StartSettings,
  withTables: ApplySchema
): Promise<StartedRegistry> {
  const { environment, moduleFolders, filesWait = false, print } = settings
  return startDefinitions({
    database,
    folders: moduleFolders,
    production: environment.production || filesWait,
    keepRelease: environment.keepRelease || filesWait,
    cacheFolder: join(environment.dataFolder, 'cache'),
    version: packageJson.version,
    planSchema: planSchemaOf(database),
    applySchema: withTables,
    log: print,
  })
}

/** What a plan counts may be millions of rows: nobody is held up by it. */
function planSchemaOf(database: Database): PlanSchema {
  const { dialect, read } = database
  const until = () => performance.now() + longestCount
  const scanning = {
    ...read,
    all: <T>(sql: string, bindings: readonly unknown[] = []) =>
      database.readLong<T>(sql, bindings, { scans: 1, until: until() }),
  }
  return (_, application, asked) =>
    planMigrations(read, dialect, application, { ...asked, scanning })
}

/** Milliseconds. */
const longestCount = 60_000

function openIdentity(rooms: {
  database: Database
  registry: StartedRegistry
  records: Records
  clock: () => Date
  settings: StartSettings
}): Identity {
  const { settings, clock, ...others } = rooms
  const audit = (t: Transaction, { action, actor, address, detail }: IdentityEvent) =>
    appendAudit(t, {
      at: clock().toISOString(),
      actor: actor ?? 'nobody',
      command: action,
      details: { address, ...detail },
    })
  return createIdentity({ ...others, clock, audit, samplePassword: samplePasswordOf(settings) })
}
