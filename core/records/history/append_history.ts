import { createHash } from 'node:crypto'
import type { Transaction } from '#core/storage/index.ts'
import type { RecordChanges } from './changes.ts'
import type { AuditEvent } from './audit.ts'
import { insertRows } from '../storage/insert_rows.ts'

/** One revision of one record, as history keeps it. */
export interface Revision {
  readonly entityUid: string
  readonly recordId: string
  readonly rev: number
  readonly at: string
  /** Id of the user, or `system`. */
  readonly actor: string
  readonly onBehalfOf: string | null
  readonly command: string
  readonly release: string
  readonly reason: string | null
  readonly changes: RecordChanges
  /** The whole record in the same shape, every 50th revision: a start for walks over long histories. */
  readonly snapshot: RecordChanges | null
  readonly requestId: string | null
}

/** Every so many revisions one keeps the whole record. */
export const snapshotEvery = 50

export const historyColumns = [
  'entity_uid',
  'record_id',
  'rev',
  'at',
  'actor',
  'on_behalf_of',
  'command',
  'release',
  'reason',
  'changes',
  'snapshot',
] as const

/**
 * Writes the rows of history of a command, inside its transaction, and notes their audit entries. An
 * entry holds the digest of its row of history, not a second copy of the values.
 */
export async function appendHistory(
  { t, audited }: { readonly t: Transaction; readonly audited: AuditEvent[] },
  revisions: readonly Revision[]
): Promise<void> {
  const rows = revisions.map(historyRow)
  await insertRows(t, 'record_history', historyColumns, rows)
  const events = revisions.map((revision, i): AuditEvent => ({
    at: revision.at,
    actor: revision.actor,
    onBehalfOf: revision.onBehalfOf,
    command: revision.command,
    entityUid: revision.entityUid,
    recordId: revision.recordId,
    rev: revision.rev,
    requestId: revision.requestId,
    historyDigest: createHash('sha256').update(JSON.stringify(rows[i])).digest('hex'),
    details: null,
  }))
  audited.push(...events)
}

/** The bound parameters of one row, in the order of the columns. */
export function historyRow(revision: Revision): unknown[] {
  return [
    revision.entityUid,
    revision.recordId,
    revision.rev,
    revision.at,
    revision.actor,
    revision.onBehalfOf,
    revision.command,
    revision.release,
    revision.reason,
    JSON.stringify(revision.changes),
    revision.snapshot && JSON.stringify(revision.snapshot),
  ]
}
