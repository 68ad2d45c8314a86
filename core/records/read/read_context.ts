import { accessOf } from '#engine/access/index.ts'
import type { Access, Actor } from '#engine/access/index.ts'
import type { CompiledApplication, CompiledEntity } from '#engine/compile/compiled.ts'
import { Refusal } from '#engine/errors.ts'
import type { Database, Executor } from '#core/storage/index.ts'
import type { RecordEnvironment } from '../environment.ts'
import { recordChild } from '../errors.ts'
import { bindingsOf, operandSource } from './sql/fragment.ts'
import type { Fragment, OperandSource } from './sql/fragment.ts'
import type { ConditionScope } from './sql/condition.ts'

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
  return {
    ...{ application, entity, actor, access, scope, source, executor },
    all: (statement) => executor.all(statement.sql, bindingsOf(statement, source, dialect)),
  }
}
