import { WorkshopCommand } from '../workshop_command.ts'

/** `guiju drafts`: definitions that are being edited. */
export class DraftsCommand extends WorkshopCommand {
  static override commandName = 'drafts'
  static override description = '列出草稿 List the drafts'

  async carryOut(): Promise<void> {
    const { drafts } = await this.definitions()
    const all = (await drafts.list()).map(({ text, ...draft }) => ({
      ...draft,
      isRemoval: text === '',
    }))
    const lines = all.map(
      ({ kind, key, at, by, isRemoval }) =>
        `${isRemoval ? '停用 ' : '     '}${kind}/${key}  ${at}  ${by}`
    )
    this.answer(all, lines.length > 0 ? lines : ['没有草稿 No drafts'])
  }
}
