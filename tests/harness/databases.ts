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
  const place = await newLocation()
  const database = await migratedDatabase(place.location)
  return {
    database,
    location: place.location,
    async drop() {
      await database.close()
      await place.remove()
    },
  }
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
export async function newLocation(): Promise<{
  location: DatabaseLocation
  remove: () => Promise<void>
}> {
  if (!clusterUrl) {
    const folder = mkdtempSync(join(tmpdir(), 'guiju-test-'))
    return {
      location: { folder },
      remove: async () => rmSync(folder, { recursive: true, force: true }),
    }
  }
  const name = `t_${randomBytes(6).toString('hex')}`
  await onCluster(`CREATE DATABASE ${name}`)
  const url = new URL(clusterUrl)
  url.pathname = `/${name}`
  return {
    location: { url: url.href },
    remove: () => onCluster(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  }
}

/** A copy of a database that nobody is connected to. */
export async function copyOf(
  from: DatabaseLocation
): Promise<{ location: DatabaseLocation; remove: () => Promise<void> }> {
  const place = await newLocation()
  if ('folder' in from && 'folder' in place.location) {
    cpSync(from.folder, place.location.folder, { recursive: true })
  } else if ('url' in from && 'url' in place.location) {
    const nameOf = (url: string) => new URL(url).pathname.slice(1)
    const name = nameOf(place.location.url)
    await place.remove()
    await onCluster(`CREATE DATABASE ${name} TEMPLATE ${nameOf(from.url)}`)
  }
  return place
}

async function onCluster(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: clusterUrl })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
