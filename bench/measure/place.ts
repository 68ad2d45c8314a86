import { randomBytes } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { repositoryFolder } from '#core/start/env.ts'
import type { DatabaseLocation } from '#core/storage/index.ts'

/** Where one run of the benchmark lives: a folder, a database, definitions. */
export interface Place {
  /** The platform's data folder. */
  dataFolder: string
  /** Folders of modules: `system` alone of the product, and the module of the bench. */
  moduleFolders: readonly string[]
  databaseUrl: string | null
  location: DatabaseLocation
  remove(): Promise<void>
}

/** Makes a folder under the system's temporary one, and a new database when a cluster is named. */
export async function makePlace(cluster: string | null): Promise<Place> {
  const folder = mkdtempSync(join(tmpdir(), 'guiju-bench-'))
  const [dataFolder, modules] = [join(folder, 'data'), join(folder, 'modules')]
  mkdirSync(modules)
  const product = join(repositoryFolder, 'schemas', 'modules')
  cpSync(join(product, 'system'), join(modules, 'system'), { recursive: true })
  const name = `guiju_bench_${randomBytes(4).toString('hex')}`
  if (cluster !== null) await onCluster(cluster, `CREATE DATABASE ${name}`)
  const databaseUrl = cluster === null ? null : urlOf(cluster, name)
  return {
    dataFolder,
    databaseUrl,
    moduleFolders: [modules, join(repositoryFolder, 'bench', 'modules')],
    location: databaseUrl === null ? { folder: dataFolder } : { url: databaseUrl },
    async remove() {
      if (cluster !== null) await onCluster(cluster, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function urlOf(cluster: string, database: string): string {
  const url = new URL(cluster)
  url.pathname = `/${database}`
  return url.href
}

async function onCluster(cluster: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: cluster })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
