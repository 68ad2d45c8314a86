import { applyReportingViews, dropReportingViews, reportingViews } from '#core/records/index.ts'
import { WorkshopCommand } from '../workshop_command.ts'

/** `guiju views`: SQL views with today's keys, for BI tools and people. Run it again after a publish. */
export class ViewsCommand extends WorkshopCommand {
  static override commandName = 'views'
  static override description =
    '建立以现在的键为名的 SQL 视图（BI 用） Make SQL views named by the keys of today'
  static {
    this.defineFlag('print', { type: 'boolean', description: '只显示 SQL Only show the SQL' })
    this.defineFlag('drop', { type: 'boolean', description: '删去视图 Take the views away' })
  }
  declare print: boolean | undefined
  declare drop: boolean | undefined

  async carryOut(): Promise<void> {
    const { database, registry } = await this.services()
    const application = registry.current()
    if (this.print) {
      const views = reportingViews(application, database.dialect)
      const lines = views.map(({ name, select }) => `CREATE VIEW "${name}" AS ${select};`)
      return this.answer(views, lines)
    }
    if (this.drop) {
      await database.tx(dropReportingViews)
      return this.answer([], [])
    }
    const names = await database.tx((t) => applyReportingViews(t, application))
    this.answer(names, names)
  }
}
