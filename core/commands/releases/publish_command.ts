import { exitCodes } from '../exit_codes.ts'
import { hasErrors, problemLines, WorkshopCommand } from '../workshop_command.ts'
import { planLines, requestOf } from './plan_command.ts'
import { followRelease } from './follow_release.ts'

/** `guiju publish`: makes a release of the drafts, after showing what it would do. */
export class PublishCommand extends WorkshopCommand {
  static override commandName = 'publish'
  static override description = '发布草稿 Publish the drafts'
  static {
    this.defineFlag('plan', {
      type: 'string',
      description: '计划的哈希；变了就不发布 Hash of the plan that was looked at',
    })
    this.defineFlag('include', {
      type: 'array',
      description: '只发布这些草稿（键） Only the drafts of these keys',
    })
    this.defineFlag('note', { type: 'string', description: '发布说明 What the release is about' })
    this.defineFlag('yes', { type: 'boolean', alias: 'y', description: '不询问 Do not ask' })
  }
  declare plan: string | undefined
  declare include: string[] | undefined
  declare note: string | undefined
  declare yes: boolean | undefined

  async carryOut(): Promise<number> {
    const { releases } = await this.definitions()
    const hash = this.plan ?? (await this.planNow())
    if (typeof hash === 'number') return hash
    const published = await releases.publish({ plan: hash, note: this.note ?? '', by: this.by })
    const release = await followRelease(releases, published.id, (line) => this.remark(line))
    this.answer(release, [`已发布版本 ${release.id} ${release.note}`])
    return exitCodes.done
  }

  /** Shows the plan of now and asks; the hash, or what the command ends with. */
  private async planNow(): Promise<string | number> {
    const { releases } = await this.definitions()
    const plan = await releases.plan(requestOf({ include: this.include }))
    if (hasErrors(plan.problems)) {
      this.answer(plan, problemLines(plan.problems))
      return exitCodes.refused
    }
    for (const line of planLines(plan)) this.remark(line)
    if (plan.changes.length === 0 || this.yes) return plan.hash
    if (!process.stdin.isTTY) {
      this.remark(
        '加 --yes，或用 --plan 给出看过的计划 Give --yes, or --plan with the plan you saw'
      )
      return exitCodes.usage
    }
    return (await this.prompt.confirm('发布？ Publish?')) ? plan.hash : exitCodes.refused
  }
}
