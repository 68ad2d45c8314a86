/** Throw-away databases for tests: a new SQLite file, or a new PostgreSQL database, per call. */
import { randomBytes } from 'node:crypto'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Database as LucidDatabase } from '@adonisjs/lucid/database'
import { EmitterFactory } from '@adonisjs/core/factories/events'
import { LoggerFactory } from '@adonisjs/core/factories/logger'
import { AppFactory } from '@adonisjs/core/factories/app'
import type { ApplicationService } from '@adonisjs/core/types'
import pg from 'pg'
import { databaseConfig, migrate, wrapDatabase } from '#core/storage/index.ts'
import type { Database, DatabaseLocation, WaitingOptions } from '#core/storage/index.ts'

/** URL of the PostgreSQL cluster under test; without it the suites run on SQLite. */
const clusterUrl = process.env.TEST_DATABASE_URL

export interface TestDatabase {
  database: Database
  location: DatabaseLocation
  /** Closes the connections and removes the database. */
  drop(): Promise<void>
}

/** A new, migrated, empty database of the kind this run is about. */
export async function freshDatabase(): Promise<TestDatabase> {
  const place = await (next ?? copyOfTemplate())
  next = copyOfTemplate()
  const database = await openDatabase(place.location)
  return {
    database,
    location: place.location,
    async drop() {
      await database.close()
      await place.remove()
    },
  }
}

interface Place {
  location: DatabaseLocation
  remove: () => Promise<void>
}

/** Migrated once for a run: a copy costs a small part of what migrations do. */
let template: Promise<Place> | undefined

/** The copy for whoever asks next is made while a test runs. */
let next: Promise<Place> | undefined

async function copyOfTemplate(): Promise<Place> {
  template ??= migratedTemplate()
  return copyOf((await template).location)
}

async function migratedTemplate(): Promise<Place> {
  const place = await newLocation()
  const database = await migratedDatabase(place.location)
  await database.close()
  return place
}

/** At the end of a run: what tests did not drop themselves. */
export async function dropSpares(): Promise<void> {
  await (await next)?.remove()
  await (await template)?.remove()
  await (await cluster)?.end()
}

/** A database at a place where there is none yet, migrated; close it. */
export async function migratedDatabase(location: DatabaseLocation): Promise<Database> {
  const { database, app } = await connect(location)
  await migrate(database, app)
  return database
}

/** Further connections to a database that exists, as another process would have them; close them. */
export async function openDatabase(
  location: DatabaseLocation,
  options: WaitingOptions = {}
): Promise<Database> {
  return (await connect(location, options)).database
}

async function connect(location: DatabaseLocation, options: WaitingOptions = {}) {
  const app = new AppFactory().create(
    new URL('../../core/', import.meta.url),
    (path) => import(path)
  )
  app.rcContents({})
  await app.init()
  const logger = new LoggerFactory().create()
  const emitter = new EmitterFactory().create(app)
  const lucid = new LucidDatabase(databaseConfig(location, options), logger, emitter as never)
  return { database: wrapDatabase(lucid, options), app: app as unknown as ApplicationService }
}

/** A place for a database that does not exist yet, for tests that start a whole server on it. */
export async function newLocation(): Promise<Place> {
  return clusterUrl ? newOnCluster(clusterUrl, 'template1') : newFolder()
}

/** A copy of a database that nobody is connected to. */
export async function copyOf(from: DatabaseLocation): Promise<Place> {
  if ('url' in from) return newOnCluster(from.url, new URL(from.url).pathname.slice(1))
  const place = newFolder()
  cpSync(from.folder, place.location.folder, { recursive: true })
  return place
}

function newFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'guiju-test-'))
  return {
    location: { folder },
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  }
}

async function newOnCluster(cluster: string, template: string): Promise<Place> {
  const name = `t_${randomBytes(6).toString('hex')}`
  await onCluster(`CREATE DATABASE ${name} TEMPLATE ${template}`)
  const url = new URL(cluster)
  url.pathname = `/${name}`
  return {
    location: { url: url.href },
    remove: () => onCluster(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  }
}

/** One connection for all that is made and dropped. */
let cluster: Promise<pg.Client> | undefined

async function onCluster(sql: string): Promise<void> {
  cluster ??= connected()
  await (await cluster).query(sql)
}

async function connected(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: clusterUrl })
  client.on('error', () => (cluster = undefined))
  await client.connect()
  return client
}
