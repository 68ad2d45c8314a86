import { BaseModel, column } from '@adonisjs/lucid/orm'

/** One revision of one record. */
export class RecordHistory extends BaseModel {
  static override table = 'record_history'
  declare seq: number
  declare entityUid: string
  declare recordId: string
  declare rev: number
  declare at: string
  declare actor: string
  declare command: string
  declare release: string
  declare changes: string
}

/** What decorators would say. */
export function mapRecordHistory(): void {
  const own = RecordHistory.prototype
  column({ isPrimary: true })(own, 'seq')
  for (const name of ['entityUid', 'recordId', 'rev', 'at', 'actor'] as const) column()(own, name)
  for (const name of ['command', 'release', 'changes'] as const) column()(own, name)
}
