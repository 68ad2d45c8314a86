import { exitCodes } from '../exit_codes.ts'
import { hasErrors, problemLines, WorkshopCommand } from '../workshop_command.ts'

/** `guiju rename <kind> <key> <to>`: renames everywhere, in drafts. */
export class RenameCommand extends WorkshopCommand {
  static override commandName = 'rename'
  static override description =
    '改键并改写所有引用，存为草稿 Rename a definition or field everywhere, in drafts'
  static {
    this.defineArgument('kind', { type: 'string', description: '种类 Kind' })
    this.defineArgument('key', { type: 'string', description: '键 Key' })
    this.defineArgument('to', { type: 'string', description: '新键 The new key' })
    this.defineFlag('field', { type: 'string', description: '改字段的键 Rename this field of it' })
  }
  declare kind: string
  declare key: string
  declare to: string
  declare field: string | undefined

  async carryOut(): Promise<number> {
    const { drafts } = await this.definitions()
    const { kind, key, to } = this
    const field = this.field === undefined ? {} : { field: this.field }
    const renamed = await drafts.rename({ kind, key, to, ...field }, this.by)
    const changed = renamed.drafts.map((draft) => `${draft.kind}/${draft.key}`)
    this.answer({ drafts: changed, problems: renamed.problems }, [
      ...changed.map((one) => `草稿 draft ${one}`),
      ...problemLines(renamed.problems),
    ])
    return hasErrors(renamed.problems) ? exitCodes.refused : exitCodes.done
  }
}
