import { accessOf, actorValues, dateIn } from '#engine/access/index.ts'
import type { Access, Actor } from '#engine/access/index.ts'
import type { CompiledApplication, CompiledEntity } from '#engine/compile/compiled.ts'
import type { Value } from '#engine/values.ts'
import type { Transaction } from '#core/storage/index.ts'
import type { RecordEnvironment } from '../environment.ts'
import type { AuditEvent } from '../history/audit.ts'
import type { StoredRecord } from '../storage/row_codec.ts'
import { RelatedRecords } from './related_records.ts'

/** One record that was written. */
export interface WrittenChange {
  readonly entity: CompiledEntity
  readonly before: StoredRecord | null
  readonly after: StoredRecord
}

/** What every step of one command works with. One per run: a retried command starts with a new one. */
export interface WriteContext {
  readonly environment: RecordEnvironment
  readonly t: Transaction
  readonly application: CompiledApplication
  readonly release: string
  /** What the head was when the command was read; see under_head.ts. */
  readonly mark: string
  readonly actor: Actor
  readonly access: Access
  /** The instant of the command, ISO 8601 UTC; the same in row, history and audit. */
  readonly at: string
  /** Its day in the actor's zone. */
  readonly today: string
  /** Records that rules, guards and scopes read through relations. */
  readonly related: RelatedRecords
  /** What the command has written so far: what depends on it follows at its end. */
  readonly written: WrittenChange[]
  /** What is to stand in the audit: it closes the command. */
  readonly audited: AuditEvent[]
  /** Value of a `$` name, without the `$`. */
  actorValue(name: string): Value | readonly Value[]
  entityOf(key: string): CompiledEntity
}

/** The context of one run; `application` is what the command was read by, also if a newer one came since. */
export function openContext(
  environment: RecordEnvironment,
  application: CompiledApplication,
  t: Transaction,
  actor: Actor
): WriteContext {
  const now = environment.clock()
  const entityOf = (key: string): CompiledEntity => {
    const entity = application.entities.get(key)
    if (!entity) throw new TypeError(`the application has no entity ${key}`)
    return entity
  }
  return {
    environment,
    t,
    application,
    release: environment.registry.releaseId,
    mark: environment.registry.mark,
    actor,
    access: accessOf(application, actor),
    at: now.toISOString(),
    today: dateIn(actor.zone, now),
    related: new RelatedRecords(t, entityOf),
    written: [],
    audited: [],
    actorValue: actorValues(actor, now),
    entityOf,
  }
}
