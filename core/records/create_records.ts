import type { Actor } from '#engine/access/index.ts'
import type { Language } from '#engine/errors.ts'
import type { Value, Values } from '#engine/values.ts'
import { getAsOf } from './as_of/get_as_of.ts'
import type { RecordAsOf } from './as_of/get_as_of.ts'
import { seenBy } from './environment.ts'
import type { RecordEnvironment } from './environment.ts'
import { aggregateRecords, getRecord, listRecords, readHistory } from './read/index.ts'
import type { HistoryEntry, Query, ReadRecord, RecordJson, RecordPage } from './read/index.ts'
import { listReveals } from './reveal/list_reveals.ts'
import type { RevealEntry } from './reveal/list_reveals.ts'
import { revealFields } from './reveal/reveal_fields.ts'
import type { RevealRequest } from './reveal/reveal_fields.ts'
import { answerFor } from './write/answer.ts'
import { assignRecord } from './write/assign/assign_record.ts'
import { bulkRecords } from './write/bulk/bulk_records.ts'
import type { BulkResult } from './write/bulk/bulk_records.ts'
import type { RecordCommand, WriteOptions } from './write/commands.ts'
import { explainAccess } from './write/explain/explain_access.ts'
import type { Explanation } from './write/explain/explain_access.ts'
import { insertBatches } from './write/insert_many.ts'
import type { Batch } from './write/insert_many.ts'
import { previewRemoval } from './write/removal/preview_removal.ts'
import type { RemovalPreview } from './write/removal/preview_removal.ts'
import { removeRecord } from './write/removal/remove_record.ts'
import { restoreRecord } from './write/removal/restore_record.ts'
import { underHead } from './write/under_head.ts'
import { writeRecord } from './write/write_record.ts'
import { discardValue } from './quarantine/discard_value.ts'
import type { Discarding } from './quarantine/discard_value.ts'
import { listQuarantine } from './quarantine/list_quarantine.ts'
import type { QuarantinePage } from './quarantine/list_quarantine.ts'
import { deriveForm } from './unsaved/derive_form.ts'
import type { DerivedForm, FormQuestion } from './unsaved/derive_form.ts'
import { watchRecords } from './watch/index.ts'
import type { RecordWatch } from './watch/index.ts'

export type RecordOptions = RecordEnvironment

/** Records of every entity: the one way to read and write them. */
export interface Records {
  /** Who is told of which change. */
  readonly watch: RecordWatch
  /** Reads end in the database when `signal` is aborted, with its reason. */
  list(actor: Actor, entity: string, query: Query, signal?: AbortSignal): Promise<RecordPage>
  get(actor: Actor, entity: string, id: string, query?: Query): Promise<ReadRecord>
  /** The record as it was at the instant that `query.asOf` names, as far as he may read it today. */
  asOf(actor: Actor, entity: string, id: string, query: Query): Promise<RecordAsOf>
  /** What a form shows and what saving it would refuse, before it is saved. */
  derive(actor: Actor, question: FormQuestion): Promise<DerivedForm>
  aggregate(
    actor: Actor,
    entity: string,
    body: unknown,
    signal?: AbortSignal
  ): Promise<{ data: Record<string, unknown>[] }>
  history(
    actor: Actor,
    entity: string,
    id: string,
    query?: Query
  ): Promise<{ data: HistoryEntry[]; page: { next: string | null } }>
  create(actor: Actor, entity: string, values: unknown, options?: WriteOptions): Promise<RecordJson>
  /** JSON merge patch on the revision the sender saw; an older one is taken where nothing clashes. */
  patch(
    actor: Actor,
    entity: string,
    id: string,
    patch: unknown,
    options: WriteOptions & { rev: number | null }
  ): Promise<RecordJson>
  remove(
    actor: Actor,
    entity: string,
    id: string,
    options: WriteOptions & { rev: number | null }
  ): Promise<void>
  /** What removing the record would do, without doing it. */
  removal(actor: Actor, entity: string, id: string): Promise<RemovalPreview>
  /** Why the actor, or the person `of`, may do something to the record (`action`, `field`), or not. */
  explain(
    actor: Actor,
    entity: string,
    id: string,
    asked: { query: Query; language: Language; of?: Actor }
  ): Promise<Explanation>
  /** Out of the recycle bin, with what went along. `rev` may be left out. */
  restore(
    actor: Actor,
    entity: string,
    id: string,
    options?: WriteOptions & { rev?: number | null | undefined }
  ): Promise<RecordJson>
  /** Hands the record over: `{owner?, department?, organization?}`. */
  assign(
    actor: Actor,
    entity: string,
    id: string,
    given: unknown,
    options: WriteOptions & { rev: number | null; comment?: string | undefined }
  ): Promise<RecordJson>
  /** Masked values in clear, once, with a reason that is kept. */
  reveal(actor: Actor, request: RevealRequest): Promise<Record<string, Value>>
  /** Who looked at masked values of the record. */
  reveals(actor: Actor, entity: string, id: string): Promise<RevealEntry[]>
  /** Several creates, changes and removals, each by itself or all in one transaction. */
  bulk(actor: Actor, entity: string, body: unknown, options?: WriteOptions): Promise<BulkResult[]>
  transition(
    actor: Actor,
    entity: string,
    id: string,
    transition: string,
    options?: TransitionOptions
  ): Promise<RecordJson>
  /** Values that did not convert when a release changed the form of their field, as far as he reads them. */
  quarantine(actor: Actor, release: string, query: Query): Promise<QuarantinePage>
  /** Gives up a value in quarantine. @throws E_QUARANTINE_UNKNOWN, as patch */
  discard(actor: Actor, discarding: Discarding): Promise<void>
  /** Samples and imports: as the engine, in one transaction. Ids, states, numbers and dates may be given. */
  insertMany(entity: string, rows: readonly Values[]): Promise<string[]>
  /** The same for several entities whose rows point to each other, in whatever order. */
  insertBatches(batches: readonly Batch[]): Promise<string[]>
}

export interface TransitionOptions extends WriteOptions {
  readonly values?: unknown
  readonly comment?: string | undefined
  readonly rev?: number | null | undefined
}

/** Makes the records room of one process. */
export function createRecords(environment: RecordOptions): Records {
  const seen = (actor: Actor) => seenBy(environment, actor)
  const under = <T>(actor: Actor, work: (inside: RecordEnvironment) => Promise<T>) =>
    underHead(seen(actor), work)
  const write = (command: RecordCommand) =>
    under(command.actor, (inside) => writeRecord(inside, command, answerFor(inside, command.actor)))
  return {
    watch: watchRecords(environment),
    list: (actor, entity, query, signal) =>
      listRecords({ ...seen(actor), signal }, actor, entity, query),
    get: (actor, entity, id, query = {}) => getRecord(seen(actor), actor, entity, id, query),
    asOf: (actor, entity, id, query) => getAsOf(seen(actor), actor, { entity, id, query }),
    derive: (actor, question) => deriveForm(seen(actor), actor, question),
    aggregate: (actor, entity, body, signal) =>
      aggregateRecords({ ...seen(actor), signal }, actor, entity, body),
    history: (actor, entity, id, query = {}) => readHistory(seen(actor), actor, entity, id, query),
    create: (actor, entity, values, options = {}) =>
      write({ ...commandOf(actor, entity, options), kind: 'create', values }),

    patch: (actor, entity, id, values, options) =>
      write({ ...commandOf(actor, entity, options), kind: 'update', id, values, rev: options.rev }),
    remove: (actor, entity, id, options) => {
      const { rev } = options
      const command = { ...commandOf(actor, entity, options), id, rev, kind: 'delete' as const }
      return under(actor, (inside) => removeRecord(inside, command, async () => undefined))
    },
    removal: (actor, entity, id) => previewRemoval(seen(actor), actor, entity, id),
    explain: (actor, entity, id, asked) =>
      explainAccess(seen(actor), actor, { entity, id, ...asked }),
    restore: (actor, entity, id, options = {}) => {
      const { rev = null } = options
      const command = { ...commandOf(actor, entity, options), id, rev, kind: 'restore' as const }
      return under(actor, (inside) => restoreRecord(inside, command, answerFor(inside, actor)))
    },
    assign: (actor, entity, id, values, options) => {
      const { rev, comment = null } = options
      const given = { ...commandOf(actor, entity, options), id, values, rev, comment }
      const command = { ...given, kind: 'assign' as const }
      return under(actor, (inside) => assignRecord(inside, command, answerFor(inside, actor)))
    },
    reveal: (actor, request) => revealFields(seen(actor), actor, request),
    reveals: (actor, entity, id) => listReveals(seen(actor), actor, { entity, id }),
    bulk: (actor, entity, body, options = {}) =>
      bulkRecords({ environment: seen(actor), actor, entity, options }, body),
    transition: (actor, entity, id, transition, options = {}) => {
      const { values = null, comment = null, rev = null } = options
      const command = { ...commandOf(actor, entity, options), id, values, comment, rev }
      return write({ ...command, kind: 'transition', transition })
    },
    quarantine: (actor, release, query) => listQuarantine(seen(actor), actor, release, query),
    discard: (actor, discarding) =>
      under(actor, (inside) => discardValue(inside, actor, discarding)),
    insertMany: (entity, rows) =>
      underHead(environment, (inside) => insertBatches(inside, [{ entity, rows }])),
    insertBatches: (batches) => underHead(environment, (inside) => insertBatches(inside, batches)),
  }
}

function commandOf(actor: Actor, entity: string, options: WriteOptions) {
  const { idempotencyKey = null, requestId = null } = options
  return {
    ...{ actor, entity, idempotencyKey, requestId, id: null, values: null },
    ...{ rev: null, transition: null, comment: null },
  }
}
