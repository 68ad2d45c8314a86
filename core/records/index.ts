export { createRecords } from './create_records.ts'
export type { Records, RecordOptions } from './create_records.ts'
export { appendAudit } from './history/audit.ts'
export type { AuditEvent } from './history/audit.ts'
export { applySchema } from './storage/tables.ts'
export { createFormDrafts } from './drafts/form_drafts.ts'
export type { FormDrafts } from './drafts/form_drafts.ts'
export { onRecordChanged } from './write/changed.ts'
export type { RecordChanged } from './write/changed.ts'
export type { RecordParticipant } from './write/participants.ts'
export type { BulkResult } from './write/bulk/bulk_records.ts'
export type { Batch } from './write/insert_many.ts'
export type { HistoryEntry, RecordJson, RecordPage } from './read/index.ts'
export type {
  ChangeFollower,
  ChangeNotice,
  LoggedChange,
  RecordWatch,
  WatchRule,
} from './watch/index.ts'
export { isId, newId } from './storage/ids.ts'
export { accessDenied } from './errors.ts'
export { queryInvalidParameter, queryUnknownField } from './read/errors.ts'
export { requestFilterContext } from './read/index.ts'
export { readFormerNames } from './names/read_former_names.ts'
export type { BodyShape } from './names/read_former_names.ts'
export { checkDrift, driftJob } from './computed/whole/check_drift.ts'
export { moveTables, releaseTables } from './computed/stale/release_tables.ts'
export { recomputeJob } from './computed/stale/marks.ts'
export { workOffMark } from './computed/stale/work_off_mark.ts'
export { buildBehind, buildJob } from './storage/behind/build_behind.ts'
export { planMigrations } from './storage/plan_migrations.ts'
export {
  applyReportingViews,
  dropReportingViews,
  reportingViews,
} from './storage/reporting_views.ts'
