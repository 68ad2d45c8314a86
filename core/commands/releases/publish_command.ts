import { requestOf } from './plan_command.ts'
import { ReleaseCommand } from './release_command.ts'

/** `guiju publish`: makes a release of the drafts, after showing what it would do. */
export class PublishCommand extends ReleaseCommand {
  static override commandName = 'publish'
  static override description = '发布草稿 Publish the drafts'
  static {
    this.defineFlag('include', {
      type: 'array',
      description: '只发布这些草稿（键） Only the drafts of these keys',
    })
    this.defineFlag('note', { type: 'string', description: '发布说明 What the release is about' })
  }
  declare include: string[] | undefined
  declare note: string | undefined

  async carryOut(): Promise<number> {
    const request = requestOf({ include: this.include })
    const hash = await this.agreedPlan(request, '发布？ Publish?')
    if (typeof hash === 'number') return hash
    const { releases } = await this.definitions()
    const release = { plan: hash, note: this.note ?? '', by: this.by }
    return this.follow((await releases.publish(release)).id)
  }
}
