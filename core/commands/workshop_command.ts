import { userInfo } from 'node:os'
import { BaseCommand } from '@adonisjs/core/ace'
import { definitionInvalid, definitionUnknown } from '#core/definitions/index.ts'
import type { Definitions, ShownProblem } from '#core/definitions/index.ts'
import { Refusal } from '#engine/errors.ts'
import type { Services } from '#core/http/index.ts'
import { startProblems } from '#core/start/start_problems.ts'
import { exitCodeOf, exitCodes } from './exit_codes.ts'

/**
 * What commands on definitions have in common: the rooms, built on the database that the environment
 * names (a server may run on it); output for people or, with `--json`, one document for programs;
 * refusals told in full with an exit code of their own.
 *
 * Answers go to standard output, everything else to standard error.
 */
export abstract class WorkshopCommand extends BaseCommand {
  static {
    this.defineFlag('json', { type: 'boolean', description: '以 JSON 输出 Answer as JSON' })
  }
  declare json: boolean | undefined

  /** Who drafts and releases made here are by. */
  protected get by(): string {
    return `cli:${userInfo().username}`
  }

  /** Does the work and says what the command ends with; nothing stands for success. */
  abstract carryOut(): Promise<number | void>

  override async run(): Promise<void> {
    try {
      this.exitCode = (await this.carryOut()) ?? exitCodes.done
    } catch (error) {
      this.exitCode = this.tellFault(error)
    }
  }

  /**
   * Builds the rooms at first use.
   *
   * @throws StartFailed when database or definitions do not let it
   */
  protected async services(): Promise<Services> {
    if (!this.app.isBooted) {
      try {
        await this.app.boot()
      } catch (error) {
        throw new StartFailed(error)
      }
      const { welcome } = await this.app.container.make('guiju')
      const first = welcome.administrator
      if (first) this.remark(`管理员 administrator: ${first.account} / ${first.password}`)
    }
    return this.app.container.make('services')
  }

  protected async definitions(): Promise<Definitions> {
    return (await this.services()).definitions
  }

  /** @throws E_DEFINITION_UNKNOWN when nothing active has that address */
  protected async requireDefinition(kind: string, key: string): Promise<void> {
    const { registry } = await this.services()
    if (!registry.text(kind, key)) throw new Refusal(definitionUnknown({ kind, key }))
  }

  /** The answer: `document` for programs, `lines` for people. */
  protected answer(document: unknown, lines: readonly string[]): void {
    if (this.json) process.stdout.write(`${JSON.stringify(document, null, 2)}\n`)
    else for (const line of lines) process.stdout.write(`${line}\n`)
  }

  /** A word beside the answer. */
  protected remark(line: string): void {
    process.stderr.write(`${line}\n`)
  }

  private tellFault(error: unknown): number {
    if (error instanceof Refusal) {
      const faults = error.faults.map(({ message, ...fault }) => ({
        ...fault,
        message: message('zh-CN'),
      }))
      if (this.json) this.answer({ errors: faults }, [])
      else for (const fault of faults) this.remark(faultLine(fault))
      return exitCodeOf(error.status)
    }
    if (error instanceof StartFailed) {
      for (const line of startProblems(error.cause)) this.remark(line)
      const { problems } = (error.cause ?? {}) as { problems?: unknown }
      return Array.isArray(problems) ? exitCodes.refused : exitCodes.unavailable
    }
    throw error
  }
}

/** The rooms could not be built; `cause` says why. */
class StartFailed extends Error {
  constructor(cause: unknown) {
    super('no start', { cause })
    this.name = 'StartFailed'
  }
}

/** A refusal on one line; of a definition its place and its own code, as in a list of problems. */
function faultLine(fault: { code: string; message: string; params?: Record<string, unknown> }) {
  const { code, message, params = {} } = fault
  if (code !== definitionInvalid.code) return `${code}  ${message}`
  const { kind, key, pointer } = params
  return `${kind}/${key}#${pointer}  ${params.code}  ${message}`
}

/** One line per problem, its place first. */
export function problemLines(problems: readonly ShownProblem[]): string[] {
  return problems.map(({ kind, key, file, pointer, severity, code, message, fix }) => {
    const place = `${file ?? `${kind}/${key}`}#${pointer}`
    const mark = severity === 'warning' ? '（警告 warning）' : ''
    return `${place}  ${code}${mark}  ${message['zh-CN']}${fix ? ` → ${fix}` : ''}`
  })
}

/** Whether anything stands against publishing. */
export function hasErrors(problems: readonly { severity: string }[]): boolean {
  return problems.some((problem) => problem.severity === 'error')
}
