import { createHash } from 'node:crypto'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { TableNames } from './physical_names.ts'
import { AuditEntry } from './models/audit_entry.ts'
import { RecordHistory } from './models/record_history.ts'
import type { WorkOrder } from './models/work_order.ts'

/** By uid of the field, or name of the system column: the value before and after. */
export type Changes = Record<string, [before: unknown, after: unknown]>

/** The release this app calls itself in history. */
const release = '1'

/** Writes the row of history and the audit entry of one change, inside its transaction. */
export async function writeHistory(
  client: TransactionClientContract,
  names: TableNames,
  change: { order: WorkOrder; command: 'create' | 'update'; changes: Changes; requestId: string }
): Promise<void> {
  const { order, command, requestId } = change
  const deed = {
    entityUid: names.uid,
    recordId: order.id,
    rev: order.rev,
    at: order.updatedAt,
    actor: order.updatedBy,
    command,
  }
  const revision = { ...deed, release, changes: JSON.stringify(change.changes) }
  await RecordHistory.create(revision, { client })
  const entry = { ...deed, requestId, historyDigest: digestOf(revision) }
  await AuditEntry.create({ ...entry, digest: digestOf(entry) }, { client })
}

function digestOf(row: object): string {
  return createHash('sha256')
    .update(JSON.stringify(Object.values(row)))
    .digest('hex')
}
