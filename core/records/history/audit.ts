import { createHash } from 'node:crypto'
import { headMark } from '#core/definitions/index.ts'
import type { Transaction } from '#core/storage/index.ts'
import { insertRows, insertStatements } from '../storage/insert_rows.ts'

/** Something that must be answered for later: who did what, when (审计记录). */
export interface AuditEvent {
  /** ISO 8601 UTC. */
  readonly at: string
  /** Id of the user, `system`, or whatever names who tried. */
  readonly actor: string
  readonly onBehalfOf: string | null
  /** `create`, `transition:submit`, `session.opened` … */
  readonly command: string
  readonly entityUid: string | null
  readonly recordId: string | null
  readonly rev: number | null
  readonly requestId: string | null
  /** SHA-256 of the row of history this is about. */
  readonly historyDigest: string | null
  /** What else is to be known; no secrets, no values of records. */
  readonly details: Readonly<Record<string, unknown>> | null
}

/** How an event lies in `audit_entries`; the last column is the digest of the others, in this order. */
export const auditRow = {
  columns: [
    'at',
    'actor',
    'on_behalf_of',
    'command',
    'entity_uid',
    'record_id',
    'rev',
    'request_id',
    'history_digest',
    'details',
    'digest',
  ],
  values(event: AuditEvent): unknown[] {
    const told = [
      event.at,
      event.actor,
      event.onBehalfOf,
      event.command,
      event.entityUid,
      event.recordId,
      event.rev,
      event.requestId,
      event.historyDigest,
      event.details && JSON.stringify(event.details),
    ]
    return [...told, createHash('sha256').update(JSON.stringify(told)).digest('hex')]
  },
} as const

/** Appends one entry inside the caller's transaction: it stands if and only if the deed does. */
export async function appendAudit(
  t: Transaction,
  event: Pick<AuditEvent, 'at' | 'actor' | 'command'> & Partial<AuditEvent>
): Promise<void> {
  const nothing = { onBehalfOf: null, entityUid: null, recordId: null, rev: null }
  const full = { ...nothing, requestId: null, historyDigest: null, details: null, ...event }
  await insertRows(t, 'audit_entries', auditRow.columns, [auditRow.values(full)])
}

/**
 * Appends the entries of a command, the last rows it writes.
 *
 * @returns the mark of the release that is the head by then; null without any entry
 */
export async function closeWithAudit(
  t: Transaction,
  events: readonly AuditEvent[]
): Promise<string | null> {
  let head: string | null = null
  const rows = events.map(auditRow.values)
  for (const { sql, bindings } of insertStatements('audit_entries', auditRow.columns, rows)) {
    const inserted = await t.all<{ head: string | null }>(
      `${sql} RETURNING ${headMark} AS head`,
      bindings
    )
    head = inserted[0]?.head ?? null
  }
  return head
}
