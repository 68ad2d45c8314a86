import { WorkshopCommand } from '../workshop_command.ts'

/** `guiju releases`: what was published, the newest first. */
export class ReleasesCommand extends WorkshopCommand {
  static override commandName = 'releases'
  static override description = '列出版本 List the releases'

  async carryOut(): Promise<void> {
    const { releases } = await this.definitions()
    const all = await releases.list()
    this.answer(
      all,
      all.map(({ id, at, by, note, isActive }) =>
        [isActive ? '*' : ' ', id.padStart(5), at, by, note].join('  ')
      )
    )
  }
}
