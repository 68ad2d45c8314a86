import { ReleaseCommand } from './release_command.ts'

/** `guiju rollback <release>`: publishes the definitions of an earlier release again. */
export class RollbackCommand extends ReleaseCommand {
  static override commandName = 'rollback'
  static override description = '回到较早的版本 Go back to an earlier release'
  static {
    this.defineArgument('release', { type: 'string', description: '版本号 Number of the release' })
  }
  declare release: string

  async carryOut(): Promise<number> {
    const hash = await this.agreedPlan({ to: this.release }, '回退？ Go back?')
    if (typeof hash === 'number') return hash
    const { releases } = await this.definitions()
    return this.follow((await releases.activate(this.release, { plan: hash, by: this.by })).id)
  }
}
