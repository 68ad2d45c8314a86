import { accessOf } from '#engine/access/index.ts'
import type { Access, Actor } from '#engine/access/index.ts'
import { budgets } from '#engine/budgets.ts'
import type { CompiledApplication, CompiledEntity } from '#engine/compile/compiled.ts'
import { Refusal } from '#engine/errors.ts'
import type { Database, Executor, LongRead } from '#core/storage/index.ts'
import type { RecordEnvironment } from '../environment.ts'
import { recordChild } from '../errors.ts'
import { bindingsOf, operandSource } from './sql/fragment.ts'
import type { Fragment, OperandSource } from './sql/fragment.ts'
import type { ConditionScope } from './sql/condition.ts'

export type LongQuestion = Pick<LongRead, 'scans' | 'place'>

/** One request that reads: who, through whose eyes, of which entity; the same release all the way. */
export interface ReadContext {
  readonly application: CompiledApplication
  readonly entity: CompiledEntity
  readonly actor: Actor
  readonly access: Access
  /** How conditions of the request are compiled: narrowed to what the actor may read. */
  readonly scope: ConditionScope
  readonly source: OperandSource
  readonly executor: Executor
  /** Sends a statement made of fragments. */
  all(statement: Fragment): Promise<Record<string, unknown>[]>
  /** The same for one that may take long; `scans` and `place` as `LongRead` has them. */
  long(statement: Fragment, read: LongQuestion): Promise<Record<string, unknown>[]>
}

/**
 * @throws E_DEFINITION_UNKNOWN for an unknown entity
 * @throws E_RECORD_CHILD for a sub-table, which is read through its parent
 */
export function readContext(
  env: RecordEnvironment,
  actor: Actor,
  entityKey: string,
  executor: Executor = env.database.read
): ReadContext {
  const entity = env.registry.entity(entityKey)
  if (entity.parent !== null) {
    const { key, title, parent } = entity
    throw new Refusal(recordChild({ entity: key, title, parent }))
  }
  return contextOf(env, actor, entity, executor)
}

function contextOf(
  env: RecordEnvironment & { database: Database },
  actor: Actor,
  entity: CompiledEntity,
  executor: Executor
): ReadContext {
  const application = env.registry.current()
  const access = accessOf(application, actor)
  const { dialect } = env.database
  const scope = { dialect, access, entityOf: (key: string) => application.entities.get(key) }
  const source = operandSource(actor, env.clock())
  const { database, signal } = env
  const until = performance.now() + budgets.questionMillis
  const bound = (statement: Fragment) => bindingsOf(statement, source, dialect)
  return {
    ...{ application, entity, actor, access, scope, source, executor },
    all: (statement) => executor.all(statement.sql, bound(statement)),
    long: (statement, read) =>
      executor === database.read
        ? database.readLong(statement.sql, bound(statement), { ...read, signal, until })
        : executor.all(statement.sql, bound(statement)),
  }
}
