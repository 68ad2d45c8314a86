import { randomBytes } from 'node:crypto'
import { systemActor } from '#engine/access/index.ts'
import type { Actor } from '#engine/access/index.ts'
import type { CompiledApplication } from '#engine/compile/compiled.ts'
import type { Value, Values } from '#engine/values.ts'
import { createJobs } from '#core/jobs/index.ts'
import { registryOf } from '#core/definitions/index.ts'
import type { RecordEnvironment } from '#core/records/environment.ts'
import { applySchema } from '#core/records/storage/tables.ts'
import { newId } from '#core/records/storage/ids.ts'
import { rowCodec } from '#core/records/storage/row_codec.ts'
import { freshDatabase } from '../../../../../tests/harness/databases.ts'
import { libraryApplication } from './library.ts'

export interface Library {
  env: RecordEnvironment
  application: CompiledApplication
  /** Writes one record as it is given; returns its id. */
  insert(entity: string, values: Values): Promise<string>
  insertMany(entity: string, rows: readonly Values[]): Promise<string[]>
  /** Statements sent while `work` ran. */
  statements(work: () => Promise<unknown>): Promise<{ sql: string; bindings: readonly unknown[] }[]>
  close(): Promise<void>
}

export const noon = '2026-11-22T04:00:00.000Z'

/** A fresh database with the tables of the library, or of another application. */
export async function openLibrary(application = libraryApplication()): Promise<Library> {
  const { database, drop } = await freshDatabase()
  await database.tx((t) => applySchema(t, application))
  const env: RecordEnvironment = {
    database,
    registry: registryOf(application),
    clock: () => new Date(noon),
    cursorKey: randomBytes(32),
    jobs: createJobs({ database, clock: () => new Date(noon), log: () => {} }),
  }
  const insertMany = async (key: string, rows: readonly Values[]) => {
    const entity = application.entities.get(key)!
    const codec = rowCodec(entity, database.dialect)
    const complete = rows.map((row) => ({ ...defaults(entity.parent !== null), ...row }) as Values)
    const one = `(${codec.names.map(() => '?').join(', ')})`
    await database.tx(async (t) => {
      for (let start = 0; start < complete.length; start += 200) {
        const part = complete.slice(start, start + 200)
        await t.run(
          `INSERT INTO ${t.dialect.quote(entity.table)} (${codec.columns.join(', ')})
           VALUES ${part.map(() => one).join(', ')}`,
          part.flatMap(codec.parameters)
        )
      }
    })
    return complete.map((row) => String(row.id))
  }
  return {
    ...{ env, application, insertMany, close: drop },
    insert: async (key, values) => (await insertMany(key, [values]))[0]!,
    async statements(work) {
      const seen: { sql: string; bindings: readonly unknown[] }[] = []
      const stop = database.onStatement((statement) => void seen.push(statement))
      await work()
      stop()
      return seen
    },
  }
}

function defaults(isChild: boolean): Record<string, Value> {
  const id = newId()
  return isChild ? { id, row_no: 1 } : { id, rev: 1, created_at: noon, updated_at: noon }
}

/** Somebody with these roles of the library. */
export function person(roles: string[], more: Partial<Actor> = {}): Actor {
  return {
    ...systemActor,
    ...{
      userId: newId(),
      account: 'reader',
      name: '读者',
      roles: roles.map((r) => `library.${r}`),
    },
    ...more,
  }
}
