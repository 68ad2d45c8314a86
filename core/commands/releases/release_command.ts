import type { PlanRequest } from '#core/definitions/index.ts'
import { exitCodes } from '../exit_codes.ts'
import { hasErrors, problemLines, WorkshopCommand } from '../workshop_command.ts'
import { followRelease } from './follow_release.ts'
import { planLines } from './plan_command.ts'

/** What commands have in common that make a release: a plan is looked at, agreed to, followed to its end. */
export abstract class ReleaseCommand extends WorkshopCommand {
  static {
    this.defineFlag('plan', {
      type: 'string',
      description: '计划的哈希；变了就不发布 Hash of the plan that was looked at',
    })
    this.defineFlag('yes', { type: 'boolean', alias: 'y', description: '不询问 Do not ask' })
  }
  declare plan: string | undefined
  declare yes: boolean | undefined

  /** Hash of the plan that was given, or of that of now, shown and agreed to; else what the command ends with. */
  protected async agreedPlan(request: PlanRequest, question: string): Promise<string | number> {
    if (this.plan !== undefined) return this.plan
    const { releases } = await this.definitions()
    const plan = await releases.plan(request)
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
    return (await this.prompt.confirm(question)) ? plan.hash : exitCodes.refused
  }

  /** Waits until a release is in force and answers with it. */
  protected async follow(id: string): Promise<number> {
    const { releases } = await this.definitions()
    const release = await followRelease(releases, id, (line) => this.remark(line))
    this.answer(release, [`已发布版本 ${release.id} ${release.note}`])
    return exitCodes.done
  }
}
