import { BaseModel, column } from '@adonisjs/lucid/orm'

/** Who did what, when, with a digest of its own and one of the revision it is about. */
export class AuditEntry extends BaseModel {
  static override table = 'audit_entries'
  declare seq: number
  declare at: string
  declare actor: string
  declare command: string
  declare entityUid: string
  declare recordId: string
  declare rev: number
  declare requestId: string
  declare historyDigest: string
  declare digest: string
}

/** What decorators would say. */
export function mapAuditEntry(): void {
  const own = AuditEntry.prototype
  column({ isPrimary: true })(own, 'seq')
  for (const name of ['at', 'actor', 'command', 'entityUid', 'recordId'] as const) {
    column()(own, name)
  }
  for (const name of ['rev', 'requestId', 'historyDigest', 'digest'] as const) column()(own, name)
}
