import { ExportCommand } from './bundles/export_command.ts'
import { ImportCommand } from './bundles/import_command.ts'
import { NewModuleCommand } from './bundles/new_module_command.ts'
import { CheckCommand } from './drafts/check_command.ts'
import { DiscardCommand } from './drafts/discard_command.ts'
import { DraftsCommand } from './drafts/drafts_command.ts'
import { RenameCommand } from './drafts/rename_command.ts'
import { UsesCommand } from './drafts/uses_command.ts'
import { TypesCommand } from './generated/types_command.ts'
import { ViewsCommand } from './generated/views_command.ts'
import { DiffCommand } from './releases/diff_command.ts'
import { PlanCommand } from './releases/plan_command.ts'
import { PublishCommand } from './releases/publish_command.ts'
import { ReleasesCommand } from './releases/releases_command.ts'
import { RollbackCommand } from './releases/rollback_command.ts'
import { UpgradeCommand } from './releases/upgrade_command.ts'

/** What `guiju` can do, in the order its list shows them. */
export const commands = [
  CheckCommand,
  PlanCommand,
  PublishCommand,
  RollbackCommand,
  ReleasesCommand,
  DiffCommand,
  DraftsCommand,
  DiscardCommand,
  UsesCommand,
  RenameCommand,
  ExportCommand,
  ImportCommand,
  NewModuleCommand,
  UpgradeCommand,
  TypesCommand,
  ViewsCommand,
]
