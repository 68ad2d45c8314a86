/**
 * Runs one command: an Adonis application in the console, whose rooms are built only when the command
 * asks for them (workshop_command.ts).
 */
import 'reflect-metadata'
import { Ignitor } from '@adonisjs/core'
import { HelpCommand, Kernel, ListLoader } from '@adonisjs/core/ace'
import type { ApplicationService } from '@adonisjs/core/types'
import adonisrc from '#core/adonisrc.ts'
import { configOf } from '#core/config/index.ts'
import type { StartSettings } from '#core/start/build_application.ts'
import { EnvironmentInvalid, readEnvironment } from '#core/start/env.ts'
import { openKeys } from '#core/start/keys.ts'
import { commands } from './all_commands.ts'
import { exitCodes } from './exit_codes.ts'

const coreFolder = new URL('../', import.meta.url)

/**
 * @param argv words after `guiju`
 * @returns the exit code (exit_codes.ts)
 */
export async function runCommand(
  argv: readonly string[],
  given: { variables: Record<string, string | undefined>; moduleFolders: readonly string[] }
): Promise<number> {
  let app: ApplicationService
  try {
    app = createApp(settingsFrom(given))
  } catch (error) {
    if (!(error instanceof EnvironmentInvalid)) throw error
    for (const fault of error.faults) process.stderr.write(`${fault}\n`)
    return exitCodes.unavailable
  }
  await app.init()
  const kernel = kernelFor(app)
  try {
    await kernel.handle([...argv])
    return kernel.exitCode ?? exitCodes.done
  } finally {
    // Jobs that this process claimed meanwhile are given back before the database closes.
    if (app.isBooted) await (await app.container.make('guiju')).stop()
    await app.terminate()
  }
}

/** A command never publishes what lies in files: that is a start, or `guiju upgrade`. */
function settingsFrom(given: Parameters<typeof runCommand>[1]): StartSettings {
  const environment = readEnvironment(given.variables)
  return {
    environment,
    keys: openKeys(environment.dataFolder),
    moduleFolders: given.moduleFolders,
    publicFolder: '',
    filesWait: true,
    print: (line) => process.stderr.write(`${line}\n`),
  }
}

function createApp(settings: StartSettings): ApplicationService {
  const importer = (path: string) => import(path)
  const app = new Ignitor(coreFolder, { importer }).createApp('console')
  // Routes and the error handler of HTTP are not for commands.
  app.rcContents({ ...adonisrc, preloads: [] })
  app.useConfig({ ...configOf(settings.environment, settings.keys), guiju: settings })
  return app
}

const faultsOfWords = /^E_(COMMAND_NOT_FOUND|UNKNOWN_FLAG|INVALID_FLAG|MISSING_)/

function kernelFor(app: ApplicationService): Kernel {
  const kernel = new Kernel(app)
  kernel.info.set('binary', 'guiju')
  kernel.addLoader(new ListLoader([...commands, HelpCommand as never]))
  kernel.defineFlag('help', { type: 'boolean', description: HelpCommand.description })
  kernel.on('help', async (command, _kernel, parsed) => {
    parsed.args.unshift(command.commandName)
    const help = new HelpCommand(kernel, parsed, kernel.ui, kernel.prompt)
    await help.exec()
    return kernel.shortcircuit()
  })
  const renderFault = kernel.errorHandler.render.bind(kernel.errorHandler)
  // Commands tell refusals themselves; what comes here are faults of the words, and faults of ours.
  kernel.errorHandler.render = async (error, within) => {
    await renderFault(error, within)
    const { code } = error as { code?: string }
    within.exitCode = code !== undefined && faultsOfWords.test(code) ? exitCodes.usage : 1
  }
  return kernel
}
