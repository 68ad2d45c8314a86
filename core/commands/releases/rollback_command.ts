import { exitCodes } from '../exit_codes.ts'
import { hasErrors, problemLines, WorkshopCommand } from '../workshop_command.ts'
import { planLines } from './plan_command.ts'
import { followRelease } from './follow_release.ts'

/** `guiju rollback <release>`: publishes the definitions of an earlier release again. */
export class RollbackCommand extends WorkshopCommand {
  static override commandName = 'rollback'
  static override description = '回到较早的版本 Go back to an earlier release'
  static {
    this.defineArgument('release', { type: 'string', description: '版本号 Number of the release' })
    this.defineFlag('plan', {
      type: 'string',
      description: '计划的哈希 Hash of the plan that was seen',
    })
    this.defineFlag('yes', { type: 'boolean', alias: 'y', description: '不询问 Do not ask' })
  }
  declare release: string
  declare plan: string | undefined
  declare yes: boolean | undefined

  async carryOut(): Promise<number> {
    const { releases } = await this.definitions()
    const hash = this.plan ?? (await this.planNow())
    if (typeof hash === 'number') return hash
    const { id } = await releases.activate(this.release, { plan: hash, by: this.by })
    const release = await followRelease(releases, id, (line) => this.remark(line))
    this.answer(release, [`已发布版本 ${release.id} ${release.note}`])
    return exitCodes.done
  }

  private async planNow(): Promise<string | number> {
    const { releases } = await this.definitions()
    const plan = await releases.plan({ to: this.release })
    if (hasErrors(plan.problems)) {
      this.answer(plan, problemLines(plan.problems))
      return exitCodes.refused
    }
    for (const line of planLines(plan)) this.remark(line)
    if (this.yes || plan.changes.length === 0) return plan.hash
    if (!process.stdin.isTTY) {
      this.remark(
        '加 --yes，或用 --plan 给出看过的计划 Give --yes, or --plan with the plan you saw'
      )
      return exitCodes.usage
    }
    return (await this.prompt.confirm('回退？ Go back?')) ? plan.hash : exitCodes.refused
  }
}
