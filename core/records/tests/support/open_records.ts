import { randomBytes } from 'node:crypto'
import type { Actor } from '#engine/access/index.ts'
import type { CompiledApplication } from '#engine/compile/compiled.ts'
import { Refusal } from '#engine/errors.ts'
import type { Fault } from '#engine/errors.ts'
import { registryOf } from '#core/definitions/index.ts'
import { createJobs } from '#core/jobs/index.ts'
import { compileSample } from '../../../engine/tests/support/compile_sample.ts'
import { freshDatabase } from '../../../../tests/harness/databases.ts'
import type { TestDatabase } from '../../../../tests/harness/databases.ts'
import type { RecordEnvironment } from '../../environment.ts'
import { newId } from '../../storage/ids.ts'
import type { StoredRecord } from '../../storage/row_codec.ts'
import { applySchema } from '../../storage/tables.ts'
import type { RecordCommand } from '../../write/commands.ts'
import { removeRecord } from '../../write/removal/remove_record.ts'
import { restoreRecord } from '../../write/removal/restore_record.ts'
import { writeRecord } from '../../write/write_record.ts'
import { libraryDocuments } from './library.ts'

/** A database with the tables of sample definitions, and what a story needs to run on it. */
export interface SampleRecords extends TestDatabase {
  application: CompiledApplication
  environment: RecordEnvironment
  /** Sets the clock. */
  at(instant: string): void
}

/** A fresh database with tables for the given sample definitions (the library, when none are given). */
export async function openRecords(...documents: object[]): Promise<SampleRecords> {
  const application = compileSample(...(documents.length > 0 ? documents : libraryDocuments))
  const opened = await freshDatabase()
  await opened.database.tx((t) => applySchema(t, application))
  let now = new Date('2026-11-22T02:00:00.000Z')
  return {
    ...opened,
    application,
    environment: {
      database: opened.database,
      registry: registryOf(application),
      clock: () => now,
      cursorKey: randomBytes(32),
      jobs: createJobs({ database: opened.database, clock: () => now, log: () => {} }),
    },
    at: (instant) => void (now = new Date(instant)),
  }
}

/** An actor with these roles, and an id of his own. */
export function actorWith(roles: readonly string[], more: Partial<Actor> = {}): Actor {
  return {
    ...{ userId: newId(), account: 'someone', name: '某人', kind: null, roles },
    ...{ departmentId: null, departmentTree: [], organizationId: null, attributes: {} },
    ...{ language: 'zh-CN', zone: 'Asia/Shanghai', ...more },
  }
}

/** The write stories in short form: stored records in, stored records out. */
export function writing({ environment }: Pick<SampleRecords, 'environment'>, actor: Actor) {
  type Extra = Partial<RecordCommand>
  const command = (kind: RecordCommand['kind'], entity: string, more: Extra): RecordCommand => ({
    ...{ kind, actor, entity, id: null, values: null, rev: null, transition: null },
    ...{ comment: null, idempotencyKey: null, requestId: null, ...more },
  })
  const stored = async (_t: unknown, _e: unknown, { record }: { record: StoredRecord }) => record
  const write = (c: RecordCommand) => writeRecord(environment, c, stored)
  return {
    create: (entity: string, values: unknown, more: Extra = {}) =>
      write(command('create', entity, { values, ...more })),
    patch: (
      entity: string,
      { id, rev }: { id: string; rev: number },
      values: unknown,
      more: Extra = {}
    ) => write(command('update', entity, { id, rev, values, ...more })),
    transition: (entity: string, { id }: { id: string }, transition: string, more: Extra = {}) =>
      write(command('transition', entity, { id, transition, ...more })),
    remove: (entity: string, { id, rev }: { id: string; rev: number }, more: Extra = {}) =>
      removeRecord(environment, command('delete', entity, { id, rev, ...more }), stored),
    restore: (entity: string, { id }: { id: string }, more: Extra = {}) =>
      restoreRecord(environment, command('restore', entity, { id, ...more }), stored),
  }
}

/** The faults of a refused command; an error when it was not refused. */
export async function faultsOf(work: () => Promise<unknown>): Promise<readonly Fault[]> {
  try {
    await work()
  } catch (error) {
    if (error instanceof Refusal) return error.faults
    throw error
  }
  throw new Error('the command was not refused')
}

/** `CODE /path` of each fault, sorted. */
export async function codesOf(work: () => Promise<unknown>): Promise<string[]> {
  const faults = await faultsOf(work)
  return faults.map(({ code, path }) => (path ? `${code} ${path}` : code)).sort()
}
