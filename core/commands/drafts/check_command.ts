import type { StartSettings } from '#core/start/build_application.ts'
import { exitCodes } from '../exit_codes.ts'
import { hasErrors, problemLines, WorkshopCommand } from '../workshop_command.ts'

/** `guiju check`: every problem of the drafts, or with `--files` of the definition files. */
export class CheckCommand extends WorkshopCommand {
  static override commandName = 'check'
  static override description =
    '检查草稿（--files 时检查文件） Check the drafts, or with --files the files'
  static {
    this.defineFlag('files', {
      type: 'boolean',
      description: '检查 schemas/modules 与插件的文件 Check the files of modules and plugins',
    })
  }
  declare files: boolean | undefined

  async carryOut(): Promise<number> {
    const { drafts, shipped } = await this.definitions()
    const { moduleFolders } = this.app.config.get<StartSettings>('guiju')
    const problems = this.files
      ? (await shipped.plan(moduleFolders)).problems
      : await drafts.check()
    const none = problems.length === 0 ? ['没有问题 No problems'] : []
    this.answer(problems, [...none, ...problemLines(problems)])
    return hasErrors(problems) ? exitCodes.refused : exitCodes.done
  }
}
