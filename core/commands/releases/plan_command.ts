import type { PlanRequest, ShownPlan } from '#core/definitions/index.ts'
import { exitCodes } from '../exit_codes.ts'
import { hasErrors, problemLines, WorkshopCommand } from '../workshop_command.ts'

/** `guiju plan`: what publishing the drafts would do; writes nothing. */
export class PlanCommand extends WorkshopCommand {
  static override commandName = 'plan'
  static override description = '发布计划：改什么、动哪些表 What publishing the drafts would do'
  static {
    this.defineFlag('include', {
      type: 'array',
      description: '只发布这些草稿（键） Only the drafts of these keys',
    })
    this.defineFlag('to', {
      type: 'string',
      description: '回到这个版本 Plan the way back to a release',
    })
  }
  declare include: string[] | undefined
  declare to: string | undefined

  async carryOut(): Promise<number> {
    const { releases } = await this.definitions()
    const plan = await releases.plan(requestOf(this))
    this.answer(plan, planLines(plan))
    return hasErrors(plan.problems) ? exitCodes.refused : exitCodes.done
  }
}

export function requestOf(flags: {
  include?: string[] | undefined
  to?: string | undefined
}): PlanRequest {
  return {
    ...(flags.include?.length ? { include: flags.include } : {}),
    ...(flags.to === undefined ? {} : { to: flags.to }),
  }
}

const behindWords = '，发布后在后台进行 behind the release'

/** A plan as text: changes, statements with their cost, problems, hash. */
export function planLines({ hash, changes, migrations, problems }: ShownPlan): string[] {
  const nothing = changes.length === 0 ? ['没有要发布的变更 Nothing to publish'] : []
  return [
    ...nothing,
    ...changes.map(({ access, text }) => `${access ? '权限 ' : '     '}${text}`),
    ...migrations.map(
      ({ about, statement, rows, lock, seconds, behind }) =>
        `${about}：${rows} 行 rows，锁 lock ${lock}，约 ${seconds} s${behind ? behindWords : ''}\n     ${statement}`
    ),
    ...problemLines(problems),
    ...(changes.length > 0 ? [`计划 plan ${hash}`] : []),
  ]
}
