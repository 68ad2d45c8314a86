import { WorkshopCommand } from '../workshop_command.ts'

/** `guiju diff [from] [to]`: two releases, a release and what is active, or the drafts. */
export class DiffCommand extends WorkshopCommand {
  static override commandName = 'diff'
  static override description =
    '比较：两个版本；一个版本与生效的；不带参数时是草稿 Compare releases, or the drafts with what is active'
  static {
    this.defineArgument('from', {
      type: 'string',
      required: false,
      description: '较早的版本 The earlier release',
    })
    this.defineArgument('to', {
      type: 'string',
      required: false,
      description: '较晚的版本；省略为生效的 The later release; the active one when left out',
    })
  }
  declare from: string | undefined
  declare to: string | undefined

  async carryOut(): Promise<void> {
    const changes = await this.changes()
    const none = changes.length === 0 ? ['没有差别 No difference'] : []
    this.answer(changes, [...none, ...changes.map(({ text }) => text)])
  }

  private async changes() {
    const { releases } = await this.definitions()
    if (this.from === undefined) return (await releases.plan({})).changes
    const to = this.to ?? (await this.services()).registry.releaseId
    return releases.compare(this.from, to)
  }
}
