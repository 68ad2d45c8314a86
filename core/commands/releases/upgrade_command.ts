import type { StartSettings } from '#core/start/build_application.ts'
import { exitCodes } from '../exit_codes.ts'
import { hasErrors, problemLines, WorkshopCommand } from '../workshop_command.ts'

/** `guiju upgrade`: makes a release of definition files that changed, which production never does by itself. */
export class UpgradeCommand extends WorkshopCommand {
  static override commandName = 'upgrade'
  static override description = '采用改变了的定义文件 Make a release of changed definition files'
  static {
    this.defineFlag('plan', { type: 'boolean', description: '只看 Only show what it would do' })
  }
  declare plan: boolean | undefined

  async carryOut(): Promise<number> {
    const { shipped } = await this.definitions()
    const { moduleFolders } = this.app.config.get<StartSettings>('guiju')
    if (!this.plan) {
      const published = await shipped.publish(moduleFolders)
      this.answer(published, [
        ...published.changes.map(({ text }) => text),
        `已发布版本 ${published.id}`,
      ])
      return exitCodes.done
    }
    const plan = await shipped.plan(moduleFolders)
    this.answer(plan, [
      ...(plan.changes.length === 0 ? ['没有差别 No difference'] : []),
      ...plan.changes.map(({ text }) => text),
      ...plan.destructive.map((text) => `不能采用 refused: ${text}`),
      ...problemLines(plan.problems),
    ])
    const isRefused = plan.destructive.length > 0 || hasErrors(plan.problems)
    return isRefused ? exitCodes.refused : exitCodes.done
  }
}
